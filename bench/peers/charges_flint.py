"""Symbolic charges with polynomials of FLINT as coefficients."""

from flint import Ordering, fmpz_mpoly_ctx

from symbolic_charges import SymbolicCharges


def prepare(given):
    names = sorted(set(given["couplings"].values()))
    ring = fmpz_mpoly_ctx.get(names, Ordering.lex)
    symbols = dict(zip(names, ring.gens()))
    terms = lambda p: [(dict(zip(names, powers)), int(c)) for powers, c in p.to_dict().items()]
    couplings = {w: symbols[c] for w, c in given["couplings"].items()}
    return SymbolicCharges(couplings, given["upto"], lambda p: p, terms)
