"""Fixtures for the readers of other libraries, made by the libraries themselves.

    python exchange_fixtures.py write FOLDER     writes test/fixtures/exchange anew
    python exchange_fixtures.py matrices         JSON on standard input and output: the matrices of texts

The versions are pinned in requirements.txt beside this script and noted in versions.json beside the fixtures.

A matrix has site 0 as the first factor of the Kronecker product and up before down; it is written as its entries
that are not zero, [row, column, re, im].
"""

from __future__ import annotations

import ast
import contextlib
import importlib.metadata
import io
import json
import resource
import signal
import sys
import warnings
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray
from openfermion import FermionOperator, QubitOperator, get_sparse_operator, jordan_wigner
from qiskit.quantum_info import Pauli, PauliList, SparsePauliOp
from quspin.basis import spin_basis_1d, spin_basis_general
from quspin.operators import hamiltonian

warnings.filterwarnings("ignore")

Matrix = NDArray[np.complex128]
Entries = list[tuple[int, int, float, float]]


# A slip of the pen may ask for any number of sites.
MOST_SITES = 8
TOO_LARGE = "too many sites to compare"
SECONDS = 10
MOST_BYTES = 6 << 30


class Answer(TypedDict, total=False):
    """What a library makes of a text: a matrix on a number of sites, or an error."""

    sites: int
    matrix: Entries
    error: str


def entries(matrix: Matrix) -> Entries:
    """The entries of a matrix that are not zero."""
    rows, columns = np.nonzero(matrix)
    return [
        (int(r), int(c), float(matrix[r, c].real), float(matrix[r, c].imag))
        for r, c in zip(rows, columns)
    ]


def run(text: str, names: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """Runs Python source; its names, and the value of its last line where that is an expression."""
    tree = ast.parse(text)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<fixture>", "exec"), names)
    value = None
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "<fixture>", "eval"), names)
    return names, value


def newest(names: dict[str, Any], value: Any, kind: type | tuple[type, ...]) -> Any:
    """The operator of a file: its last line, or the name that was bound last."""
    if isinstance(value, kind):
        return value
    found = [held for held in names.values() if isinstance(held, kind)]
    if not found:
        raise ValueError("no operator")
    return found[-1]


def reversed_order(matrix: Matrix, sites: int) -> Matrix:
    """The same operator with the sites counted from the other end."""
    axes = list(reversed(range(sites)))
    tensor = matrix.reshape([2] * (2 * sites))
    return tensor.transpose(axes + [sites + a for a in axes]).reshape(matrix.shape)


def qiskit_matrix(text: str) -> Answer:
    """The matrix of a SparsePauliOp or a Pauli, or of a list of pairs."""
    known = {"np": np, "array": np.array, "SparsePauliOp": SparsePauliOp, "Pauli": Pauli, "PauliList": PauliList}
    names, value = run(text, known)
    if isinstance(value, list):
        value = SparsePauliOp.from_list(value)
    operator = newest(names, value, (SparsePauliOp, Pauli))
    sites = int(operator.num_qubits)
    if sites > MOST_SITES:
        raise ValueError(TOO_LARGE)
    matrix = np.asarray(operator.to_matrix(), dtype=np.complex128)
    return {"sites": sites, "matrix": entries(reversed_order(matrix, sites))}


def quspin_matrix(text: str) -> Answer:
    """The matrix of a hamiltonian, or of a static list with the basis of the file."""
    known = {
        "np": np,
        "hamiltonian": hamiltonian,
        "spin_basis_1d": spin_basis_1d,
        "spin_basis_general": spin_basis_general,
    }
    names, value = run(text, known)
    made = [held for held in [value, *names.values()] if isinstance(held, hamiltonian)]
    if made:
        if made[-1].basis.L > MOST_SITES:
            raise ValueError(TOO_LARGE)
        matrix = np.asarray(made[-1].toarray(), dtype=np.complex128)
        return {"sites": int(made[-1].basis.L), "matrix": entries(matrix)}
    lists = [held for held in [*names.values(), value] if isinstance(held, list) and held]
    static = [held for held in lists if all(isinstance(entry[0], str) for entry in held)][-1]
    most = max([int(site) for _, couplings in static for coupling in couplings for site in coupling[1:]], default=0)
    # The basis of the file, whatever its name is.
    held = [each for value in names.values() for each in (value if isinstance(value, tuple) else (value,))]
    bases = [each for each in held if isinstance(each, (spin_basis_1d, spin_basis_general))]
    if (bases[-1].L if bases else most + 1) > MOST_SITES:
        raise ValueError(TOO_LARGE)
    basis = bases[-1] if bases else spin_basis_1d(most + 1)
    unchecked = {"check_herm": False, "check_symm": False, "check_pcon": False}
    operator = hamiltonian(static, [], basis=basis, dtype=np.complex128, **unchecked)
    return {"sites": int(basis.L), "matrix": entries(np.asarray(operator.toarray(), dtype=np.complex128))}


def openfermion_matrix(text: str) -> Answer:
    """The matrix of a QubitOperator, printed or in Python source."""
    if "import" in text or "QubitOperator(" in text or "QubitOperator." in text or text.lstrip().startswith("{"):
        names, value = run(text, {"np": np, "QubitOperator": QubitOperator})
        if isinstance(value, dict):
            terms, value = value, QubitOperator()
            for term, coefficient in terms.items():
                value += QubitOperator(term, coefficient)
        operator = newest(names, value, QubitOperator)
    else:
        operator = QubitOperator() if text.strip() == "0" else QubitOperator(text)
        if operator.terms == {} and text.strip() != "0":
            raise ValueError("no terms")
    sites = 1 + max([site for term in operator.terms for site, _ in term], default=0)
    if not operator.terms:
        return {"sites": sites, "matrix": []}
    if sites > MOST_SITES:
        raise ValueError(TOO_LARGE)
    matrix = get_sparse_operator(operator, n_qubits=sites).toarray()
    return {"sites": sites, "matrix": entries(np.asarray(matrix, dtype=np.complex128))}


READERS = {"qiskit": qiskit_matrix, "quspin": quspin_matrix, "openfermion": openfermion_matrix}


def answer(library: str, text: str) -> Answer:
    """The matrix of a text, or why the library refuses it."""
    try:
        signal.alarm(SECONDS)
        # QuSpin asks whether a matrix that is not Hermitian is meant, and prints that one is.
        with contextlib.redirect_stdout(io.StringIO()):
            return READERS[library](text)
    except (MemoryError, TimeoutError):
        return {"error": TOO_LARGE}
    except Exception as error:  # pylint: disable=broad-except
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        signal.alarm(0)


QISKIT: dict[str, str] = {
    "sum.py": """from qiskit.quantum_info import SparsePauliOp

J = 0.5
h = -1/3
# H = SparsePauliOp("YYY")
zz = SparsePauliOp(["IZZ", "ZZI"], coeffs=[1, 2])
operator = (J * zz
            - h * SparsePauliOp("XII")
            + 0.25j * SparsePauliOp("IXY"))
""",
    "from-list.py": """import numpy as np
from qiskit.quantum_info import SparsePauliOp

terms = [("XYZ", 1.5), ("ZII", 0.25 - 1j), ("III", np.sqrt(2))]
operator = -SparsePauliOp.from_list(terms, num_qubits=3) / 2
""",
    "sparse-list.py": """from qiskit.quantum_info import SparsePauliOp

operator = SparsePauliOp.from_sparse_list([("XY", [0, 2], 2.0), ("Z", [1], -1j), ("", [], 3)], num_qubits=3)
operator += SparsePauliOp("IIZ")
operator *= 2
""",
    "phases.py": """from qiskit.quantum_info import Pauli, PauliList, SparsePauliOp

a = SparsePauliOp(PauliList(["-XX", "iYZ"]), [1, 2])
b = SparsePauliOp(Pauli("-iXY"), 3)
operator = a + b - Pauli("-ZZ")
""",
    "products.py": """from qiskit.quantum_info import SparsePauliOp

a = SparsePauliOp(["X", "Y"], [1, 2])
b = SparsePauliOp(["Z", "X"], [1j, 1])
operator = (a @ b ^ a) - 2 * SparsePauliOp("YZ")
""",
    "power.py": """from qiskit.quantum_info import SparsePauliOp

operator = (SparsePauliOp("XZ") + 2 * SparsePauliOp("IX")) ** 3
""",
    "labels.py": """from qiskit.quantum_info import SparsePauliOp
import numpy as np

labels = ["I" * 2 + "X", "Y" + "I" * 2]
operator = SparsePauliOp(labels, coeffs=0.5 * np.array([1, -2j]))
""",
}

QUSPIN: dict[str, str] = {
    f"pauli{name}.py": f"""import numpy as np
from quspin.basis import spin_basis_1d
from quspin.operators import hamiltonian

# with pauli=2 nothing would work
L = 3
J_zz = [[0.5, 0, 1], [-1/3, 1, 2]]
static = [["zz", J_zz], ["+-", [[1j, 0, 2]]]]
static += [["x", [[np.sqrt(2), 1]]], ["xIy", [[1e-1, 2, 1, 0]]]]
basis = spin_basis_1d(L, pauli={value})
operator = hamiltonian(static, [], basis=basis, dtype=np.complex128, check_herm=False)
"""
    for name, value in [("1", "1"), ("0", "0"), ("-minus", "-1"), ("-false", "False")]
} | {
    "default.py": """from quspin.basis import spin_basis_1d
static = [["z", [[1, 0]]]] + [["-+", [[2, 0, 1]]]]
static.append(["y", [[0.5, 1]]])
basis = spin_basis_1d(2)
""",
    "same-site.py": """static = [["xy", [[1, 0, 0]]], ["+-", [[0.5, 1, 1]]], ["I", [[2, 0]]], ["", [[3]]]]
basis = spin_basis_1d(2, pauli=-1)
""",
    "arithmetic.py": """import numpy as np
from quspin.operators import hamiltonian

A = hamiltonian([["z", [[1, 0]]]], [], N=2, pauli=0, dtype=np.complex128)
B = hamiltonian([["xx", [[1, 0, 1]]]], [], N=2, dtype=np.complex128)
operator = 2 * A * B - B / 4 + A
""",
    "real.py": """import numpy as np
from quspin.basis import spin_basis_1d
from quspin.operators import hamiltonian
basis = spin_basis_1d(L=2, S="1/2")
operator = hamiltonian([["yy", [[1, 0, 1]]], ["x", [[0.3, 0]]]], [], basis=basis, dtype=np.float64)
""",
}

OPENFERMION: dict[str, str] = {
    "sum.py": """from openfermion import QubitOperator

J = 0.5
# QubitOperator("Y0")
operator = (QubitOperator("X0 Y1", J)
            - 2j * QubitOperator("Z2")
            + 1/3)
operator *= 2
operator += QubitOperator("")
""",
    "terms.py": """from openfermion.ops import QubitOperator as Q

operator = Q(((0, "X"), (2, "Y")), 2j) + Q((1, "Z")) / 4 - Q.identity() + Q()
""",
    "text.py": """from openfermion import QubitOperator
operator = QubitOperator("0.5 [X0 Y1] + -1j [Z2] - [X1 X1]", 3)
""",
    "products.py": """from openfermion import QubitOperator

a = QubitOperator("X0") + QubitOperator("Y1", 2)
operator = (a * QubitOperator("Z0 X1") - 3) ** 2
""",
}


def printed() -> dict[str, dict[str, str]]:
    """Operators as the libraries print them."""
    with contextlib.redirect_stdout(io.StringIO()):
        qiskit, _ = run(QISKIT["sum.py"], {})
    small = SparsePauliOp(["XY", "ZI", "IZ"], [1e-7, 0.3 - 1e-7j, -2])
    hubbard = FermionOperator("0^ 1", 0.5) + FermionOperator("1^ 0", 0.5) + FermionOperator("2^ 2 1^ 1", 1j)
    qubits = jordan_wigner(hubbard)
    return {
        "qiskit": {
            "repr.txt": repr(qiskit["operator"]),
            "str.txt": str(small),
            "to-list.txt": repr(small.to_list()),
            "pauli.txt": repr(Pauli("-iXYZ")),
        },
        "quspin": {"static.txt": repr([["zz", [[1.0, 0, 1]]], ["+", [[np.complex128(0.5j), 1]]]])},
        "openfermion": {
            "str.txt": str(qubits),
            "terms.txt": repr(qubits.terms),
            "zero.txt": str(QubitOperator()),
            "identity.txt": str(QubitOperator("", -0.5)),
        },
    }


def write(folder: Path) -> None:
    """Writes every fixture with its matrix, and the versions."""
    matrices: dict[str, Answer] = {}
    shown = printed()
    for library, sources in [("qiskit", QISKIT), ("quspin", QUSPIN), ("openfermion", OPENFERMION)]:
        (folder / library).mkdir(parents=True, exist_ok=True)
        for name, text in {**sources, **shown[library]}.items():
            (folder / library / name).write_text(text)
            found = answer(library, text)
            if "error" in found:
                raise ValueError(f"{library}/{name}: {found['error']}")
            matrices[f"{library}/{name}"] = found
    lines = [f"{json.dumps(file)}: {json.dumps(found)}" for file, found in sorted(matrices.items())]
    (folder / "matrices.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    packages = ["qiskit", "quspin", "openfermion", "numpy", "scipy"]
    versions = {"python": sys.version.split()[0], **{p: importlib.metadata.version(p) for p in packages}}
    (folder / "versions.json").write_text(json.dumps(versions, indent=2) + "\n")


def give_up(_signal: int, _frame: object) -> None:
    """Ends a text that takes too long."""
    raise TimeoutError


def matrices() -> None:
    """Reads [[library, text], …] from standard input and writes an answer for each, one line each."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    for library, text in json.load(sys.stdin):
        print(json.dumps(answer(library, text)), flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, give_up)
    if len(sys.argv) == 3 and sys.argv[1] == "write":
        write(Path(sys.argv[2]))
    elif sys.argv[1:] == ["matrices"]:
        matrices()
    else:
        sys.exit(__doc__)
