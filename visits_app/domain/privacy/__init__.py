"""What in a text may tell who somebody is: rules by family, and what was decided about them."""
