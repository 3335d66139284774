"""Writing a change in the words of the staff, and seeing what it does before anybody hears it."""
