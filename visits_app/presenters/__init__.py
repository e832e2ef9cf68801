"""What a screen says, as plain classes returning frozen states."""
