"""Files from outside into domain records, with every fault found."""
