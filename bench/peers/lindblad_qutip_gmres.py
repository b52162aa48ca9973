"""The steady state of a chain with jump operators by QuTiP with GMRES and its incomplete factors."""

from lindblad_qutip_direct import Work


def prepare(given):
    return Work(given, method="direct", solver="gmres", use_precond=True, use_rcm=True, rtol=1e-13, atol=0)
