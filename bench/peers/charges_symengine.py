"""Symbolic charges with expressions of SymEngine as coefficients."""

import symengine

from symbolic_charges import SymbolicCharges


def prepare(given):
    names = sorted(set(given["couplings"].values()))
    symbols = dict(zip(names, symengine.symbols(names)))

    def terms(expression):
        parts = expression.args if expression.is_Add else (expression,)
        return [(powers(part), int(part.as_coefficients_dict().popitem()[1])) for part in parts]

    def powers(part):
        factors = (f.as_base_exp() if f.is_Pow else (f, 1) for f in (part.args if part.is_Mul else (part,)))
        return {str(base): int(power) for base, power in factors if str(base) in symbols}

    couplings = {w: symbols[c] for w, c in given["couplings"].items()}
    return SymbolicCharges(couplings, given["upto"], symengine.expand, terms)
