"""What benefits are worth: prices, flows, present values, and what left a budget."""
