"""The boost recursion, for representations of operators that can take a step."""


def last_charge(first, step, upto):
    """The charge C_upto from C_2; the step after it is its proof."""
    charge = first
    for _ in range(2, upto):
        charge = step(charge)
    step(charge)
    return charge
