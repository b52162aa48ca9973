"""The boost recursion in Python, for coefficients of any ring that has +, * and 0: by hand, with masks for the words."""

from recursion import last_charge


def masks(letters):
    return tuple(sum(1 << k for k, c in enumerate(letters) if c in of) for of in ("XY", "YZ"))


class SymbolicCharges:
    """`couplings` maps letters to elements of the ring; `expand` brings a sum to its normal form, `terms` lists it."""

    def __init__(self, couplings, upto, expand, terms):
        self.bonds = {masks(w): c for w, c in couplings.items()}
        self.upto, self.expand, self.terms = upto, expand, terms

    def step(self, q):
        zeroth, first = {}, {}
        for (px, pz), c in q.items():
            m = (px | pz).bit_length()
            ys = (px & pz).bit_count()
            for (ax, az), coupling in self.bonds.items():
                product = None
                for s in range(1 - (ax | az).bit_length(), m):
                    up, down = max(s, 0), max(-s, 0)
                    ux, uz, vx, vz = ax << up, az << up, px << down, pz << down
                    if not ((ux & vz) ^ (uz & vx)).bit_count() & 1:
                        continue
                    x, z = ux ^ vx, uz ^ vz
                    phase = ((ax & az).bit_count() + ys + 2 * (uz & vx).bit_count() - (x & z).bit_count()) & 3
                    low = ((x | z) & -(x | z)).bit_length() - 1
                    if product is None:
                        product = self.expand(2 * coupling * c)
                    key = x >> low, z >> low
                    value = product if phase == 1 else -product
                    zeroth[key] = zeroth[key] + value if key in zeroth else value
                    if up != low:
                        weighted = (up - low) * value
                        first[key] = first[key] + weighted if key in first else weighted
        assert all(self.expand(value) == 0 for value in zeroth.values())
        sums = ((key, self.expand(value)) for key, value in first.items())
        return {key: value for key, value in sums if value != 0}

    def run(self):
        return last_charge(self.bonds, self.step, self.upto)

    def result(self, found):
        out = []
        for (x, z), value in found.items():
            letters = "".join("IXZY"[(x >> k & 1) + 2 * (z >> k & 1)] for k in range((x | z).bit_length()))
            for powers, c in self.terms(value):
                names = sorted(f" {name}^{power}" for name, power in powers.items() if power)
                out.append([letters + "".join(names), c])
        return sorted(out)
