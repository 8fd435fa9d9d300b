"""Copies of workbooks in which every problem is marked in its cell and listed on a sheet."""
