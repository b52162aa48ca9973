"""The boost recursion with OpenFermion: commutators of the charge with each bond that overlaps with it, shifted and summed."""

from openfermion import QubitOperator, commutator

from recursion import last_charge


class Work:
    def __init__(self, couplings, upto):
        self.couplings, self.upto = couplings, upto
        self.n = max(map(len, couplings))

    def bonds(self, at):
        sum_ = QubitOperator()
        for w, c in self.couplings.items():
            sum_ += QubitOperator(tuple((at + k, letter) for k, letter in enumerate(w) if letter != "I"), c)
        return sum_

    def step(self, q):
        # The charge begins at site n - 1, so that no bond has a negative site.
        n = self.n
        wide = QubitOperator()
        wide.terms = {tuple((k + n - 1, p) for k, p in word): c for word, c in q.terms.items()}
        m = 1 + max(word[-1][0] for word in q.terms)
        zeroth, first = {}, {}
        for s in range(n + m - 1):
            for word, c in commutator(self.bonds(s), wide).terms.items():
                if not word or abs(c) < 0.5:
                    continue
                low = word[0][0]
                key = tuple((k - low, p) for k, p in word)
                zeroth[key] = zeroth.get(key, 0) - 1j * c
                first[key] = first.get(key, 0) - 1j * c * (s - low)
        assert max(map(abs, zeroth.values())) < 0.5
        found = QubitOperator()
        found.terms = {word: c for word, c in first.items() if abs(c) > 0.5}
        return found

    def run(self):
        return last_charge(self.bonds(0), self.step, self.upto)

    def result(self, found):
        out = []
        for word, c in found.terms.items():
            letters = ["I"] * (1 + word[-1][0])
            for k, p in word:
                letters[k] = p
            out.append(["".join(letters), round(c.real)])
        return sorted(out)


def prepare(given):
    return Work(given["couplings"], given["upto"])
