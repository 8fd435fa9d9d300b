"""What bcr does, one function a command: files to the store, the store to figures and pages."""
