/**
 * Displayed equations of the literature on spin chains, as papers print them, and an independent spelling in plain
 * ASCII that each must equal. `program` holds what the paper says before.
 */
export interface Printed {
  readonly what: string;
  readonly program?: string;
  readonly printed: readonly string[];
  readonly ascii: string;
}

/** A formula that is no expression of the language, and the code of the error that names the construct. */
export interface Unreadable {
  readonly what: string;
  readonly printed: readonly string[];
  readonly code: string;
}

const r = String.raw;

export const printedFormulas: readonly Printed[] = [
  // --- Heisenberg chains
  // ----------------------------------------------------------------------------------------------
  {
    what: 'XXX',
    ascii: 'sum_j J S_j . S_<j+1>',
    printed: [
      r`H = J \sum_{j=1}^{N} \vec{S}_j \cdot \vec{S}_{j+1}`,
      r`\mathcal{H} = J \sum_j \mathbf{S}_j \cdot \mathbf{S}_{j+1}.`,
      r`\hat{H} = J \sum_{n} \hat{\mathbf{S}}_n \cdot \hat{\mathbf{S}}_{n+1} ,`,
      r`H=J\sum_{l}{\bf S}_l\cdot{\bf S}_{l+1}`,
      r`\hat{\mathcal H} = J \sum_{j\in\mathbb{Z}} \boldsymbol{S}_j\cdot\boldsymbol{S}_{j+1}`,
      'H = J ∑ⱼ Sⱼ·Sⱼ₊₁',
      'H = J Σ_j S_j · S_{j+1}',
      'H = J*sum_{j=1}^{N} S_j.S_<j+1>',
      r`\begin{equation} H = J \sum_{j=1}^{L} \bm{S}_j \cdot \bm{S}_{j+1} \label{eq:heisenberg} \end{equation}`,
      r`$H = J\sum_{k} \vec S_k\cdot\vec S_{k+1}$`,
      r`H &= J \sum_{j} \vec{S_j}\cdot\vec{S_{j+1}} \nonumber`,
    ],
  },
  {
    what: 'XXX by components',
    ascii: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Sz_j Sz_<j+1>)',
    printed: [
      r`H = J \sum_{j} \left( S^x_j S^x_{j+1} + S^y_j S^y_{j+1} + S^z_j S^z_{j+1} \right)`,
      r`H = J \sum_{j} \sum_{\alpha=x,y,z} S^\alpha_j S^\alpha_{j+1}`,
      r`H = J \sum_{j=1}^N \sum_{\alpha} \hat{S}^{\alpha}_{j} \hat{S}^{\alpha}_{j+1}`,
      r`H = \sum_{j,\alpha} J S_j^\alpha S_{j+1}^\alpha`,
      r`J \sum_{\alpha\in\{x,y,z\}} \sum_j S_j^{\alpha} S_{j+1}^{\alpha}`,
      r`J \sum_{n=1}^{N} \sum_{a=1}^{3} S^a_n S^a_{n+1}`,
      r`\sum_j J \{ S_{j,x} S_{j+1,x} + S_{j,y} S_{j+1,y} + S_{j,z} S_{j+1,z} \}`,
      'J ∑ₙ (SˣₙSˣₙ₊₁ + SʸₙSʸₙ₊₁ + SᶻₙSᶻₙ₊₁)',
    ],
  },
  {
    what: 'XXX with ladders',
    ascii: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Sz_j Sz_<j+1>)',
    printed: [
      r`J\sum_j \left[ \frac{1}{2}\left( S^+_j S^-_{j+1} + S^-_j S^+_{j+1} \right) + S^z_j S^z_{j+1} \right]`,
      r`J\sum_j \Big[ \frac12 ( S_j^+ S_{j+1}^- + \mathrm{h.c.} ) + S_j^z S_{j+1}^z \Big]`,
      r`J\sum_{j=1}^{L} \left\{ {1 \over 2} \left( S_j^{+} S_{j+1}^{-} + \text{H.c.} \right) + S_j^{z} S_{j+1}^{z} \right\}`,
      'J ∑ⱼ [½ (S⁺ⱼ S⁻ⱼ₊₁ + S⁻ⱼ S⁺ⱼ₊₁) + SᶻⱼSᶻⱼ₊₁]'.replace('½', '1/2'),
    ],
  },
  {
    what: 'XXX in Pauli matrices',
    ascii: 'sum_j J/4 (X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1>)',
    printed: [
      r`H = \frac{J}{4} \sum_{n=1}^{N} \vec{\sigma}_n \cdot \vec{\sigma}_{n+1}`,
      r`H = \frac{J}{4}\sum_{j} \left( \sigma^x_j \sigma^x_{j+1} + \sigma^y_j \sigma^y_{j+1} + \sigma^z_j \sigma^z_{j+1} \right)`,
      r`\frac{J}{4} \sum_n {\boldsymbol\sigma}_n\cdot{\boldsymbol\sigma}_{n+1}`,
      r`\frac J4 \sum_j \sum_{\mu=1}^3 \sigma^\mu_j \sigma^\mu_{j+1}`,
      r`{J\over 4}\sum_{n}\left(\sigma^1_n\sigma^1_{n+1}+\sigma^2_n\sigma^2_{n+1}+\sigma^3_n\sigma^3_{n+1}\right)`,
      'J/4 sum_j (X_j X_{j+1} + Y_j Y_{j+1} + Z_j Z_{j+1})',
      'J/4 ∑ⱼ σⱼ·σⱼ₊₁',
    ],
  },
  {
    what: 'XXX minus its ground energy',
    ascii: 'sum_j J (S_j . S_<j+1> - 1/4)',
    printed: [
      r`H = J \sum_{n=1}^{N} \left( \vec{S}_n \cdot \vec{S}_{n+1} - \frac{1}{4} \right)`,
      r`H = J \sum_{n} \left( {\bf S}_n \cdot {\bf S}_{n+1} - \frac14 \mathbb{1} \right)`,
      r`J\sum_j\biggl(\mathbf S_j\cdot\mathbf S_{j+1}-\tfrac{1}{4}\biggr)`,
      'J ∑ₙ (Sₙ·Sₙ₊₁ − 1/4)',
    ],
  },
  {
    what: 'a ferromagnet',
    ascii: 'sum_j -J S_j . S_<j+1>',
    printed: [
      r`H = -J \sum_{j=1}^N \vec S_j \cdot \vec S_{j+1}`,
      r`\hat H=-J\sum_{l=1}^{N}\hat{\vec{S}}_{l}\cdot\hat{\vec{S}}_{l+1}`,
      'H = −J ∑ⱼ Sⱼ⋅Sⱼ₊₁',
    ],
  },
  {
    what: 'a permutation',
    ascii: 'sum_j 1/2 + 2 S_j . S_<j+1>',
    printed: [
      r`\sum_j \frac{1}{2} \left( \mathbb{1} + \vec\sigma_j \cdot \vec\sigma_{j+1} \right)`,
      r`\sum_{n=1}^N \frac12 (1 + {\boldsymbol \sigma}_n \cdot {\boldsymbol \sigma}_{n+1})`,
    ],
  },
  {
    what: 'in a field along z',
    ascii: 'sum_j J S_j . S_<j+1> - h Sz_j',
    printed: [
      r`H = \sum_{j} \left[ J \vec S_j \cdot \vec S_{j+1} - h S^z_j \right]`,
      r`H = J \sum_j \vec{S}_j\cdot\vec{S}_{j+1} - h \sum_j S^z_j`,
      r`\mathcal{H} = J\sum_{n}\mathbf{S}_n\cdot\mathbf{S}_{n+1} - h\sum_{n} S_n^{\rm z}`,
      'J ∑ⱼ Sⱼ·Sⱼ₊₁ − h ∑ⱼ Sᶻⱼ',
    ],
  },
  {
    what: 'a staggered field',
    ascii: 'sum_j J S_j . S_<j+1> + (-1)^j h_s Sz_j',
    printed: [
      r`H = J \sum_j \mathbf{S}_j \cdot \mathbf{S}_{j+1} + h_s \sum_j (-1)^j S^z_j`,
      r`\sum_{n} \left[ J\,\vec S_n\cdot\vec S_{n+1} + (-1)^{n} h_{s} S_n^z \right]`,
      r`J\sum_{l}{\bf S}_{l}\cdot{\bf S}_{l+1} + h_{\rm s}\sum_{l}(-1)^l S^z_{l}`,
    ],
  },
  // --- XXZ and XYZ
  // ----------------------------------------------------------------------------------------------------
  {
    what: 'XXZ',
    ascii: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Delta Sz_j Sz_<j+1>)',
    printed: [
      r`H = J \sum_{j=1}^{N} \left( S^x_j S^x_{j+1} + S^y_j S^y_{j+1} + \Delta S^z_j S^z_{j+1} \right)`,
      r`H_{\rm XXZ} = J \sum_{j} \left[ S_j^x S_{j+1}^x + S_j^y S_{j+1}^y + \Delta\, S_j^z S_{j+1}^z \right]`,
      r`\mathcal{H} = J\sum_{l}\left( \hat s^x`.slice(0, 0) +
        r`\hat{H}=\sum_{n}J\left(\hat{S}_{n}^{x}\hat{S}_{n+1}^{x}+\hat{S}_{n}^{y}\hat{S}_{n+1}^{y}+\Delta\hat{S}_{n}^{z}\hat{S}_{n+1}^{z}\right)`,
      r`J \sum_j \left\{ \frac{1}{2} \left( S_j^+ S_{j+1}^- + S_j^- S_{j+1}^+ \right) + \Delta S_j^z S_{j+1}^z \right\}`,
      r`J\sum_j \left(\sum_{a=x,y} S^a_j S^a_{j+1} + \Delta S^z_j S^z_{j+1}\right)`,
      'J ∑ⱼ (SˣⱼSˣⱼ₊₁ + SʸⱼSʸⱼ₊₁ + Δ SᶻⱼSᶻⱼ₊₁)',
      'J*sum_j (Sx_j*Sx_<j+1> + Sy_j*Sy_<j+1> + Delta*Sz_j*Sz_<j+1>)',
      r`H \; = \; J \sum_{j} \bigl( \sigma`.slice(0, 0) +
        r`\begin{align} H &= J \sum_j \Big( S^x_j S^x_{j+1} + S^y_j S^y_{j+1} \\ &\quad + \Delta S^z_j S^z_{j+1} \Big) . \end{align}`,
    ],
  },
  {
    what: 'XXZ with two couplings',
    ascii: 'sum_j J_perp/2 (S+_j S-_<j+1> + h.c.) + J_z Sz_j Sz_<j+1>',
    printed: [
      r`H = \sum_j \frac{J_\perp}{2} \left( S^+_j S^-_{j+1} + \mathrm{h.c.} \right) + J_z S^z_j S^z_{j+1}`,
      r`\sum_j J_\perp (S_j^x S_{j+1}^x + S_j^y S_{j+1}^y) + J_z S_j^z S_{j+1}^z`,
      r`\sum_{n} \left[ J_{\perp} \left( S^x_n S^x_{n+1} + S^y_n S^y_{n+1} \right) + J_{z} S^z_n S^z_{n+1} \right]`,
    ],
  },
  {
    what: 'XXZ, transverse and parallel',
    ascii: 'sum_j J_perp (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + J_parallel Sz_j Sz_<j+1>',
    printed: [
      r`\sum_j J_\perp (S_j^x S_{j+1}^x + S_j^y S_{j+1}^y) + J_\parallel S_j^z S_{j+1}^z`,
      r`\sum_j J^{\perp} (S_j^x S_{j+1}^x + S_j^y S_{j+1}^y) + J^{\parallel} S_j^z S_{j+1}^z`,
      'sum_j J_perp (Sx_j Sx_{j+1} + Sy_j Sy_{j+1}) + J_parallel Sz_j Sz_{j+1}',
    ],
  },
  {
    what: 'XXZ at Δ = cos γ, as a number',
    ascii: 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + 1/2 Z_j Z_<j+1>',
    printed: [
      r`\sum_{j} \left( \sigma^x_j \sigma^x_{j+1} + \sigma^y_j \sigma^y_{j+1} + \cos\left(\frac{\pi}{3}\right) \sigma^z_j \sigma^z_{j+1} \right)`,
      r`\sum_n \sigma_n^x\sigma_{n+1}^x+\sigma_n^y\sigma_{n+1}^y+\cos(\pi/3)\,\sigma_n^z\sigma_{n+1}^z`,
    ],
  },
  {
    what: 'XXZ in Pauli matrices with an identity',
    ascii: 'sum_j -1/2 (X_j X_<j+1> + Y_j Y_<j+1> + Delta (Z_j Z_<j+1> - 1))',
    printed: [
      r`H = -\frac{1}{2} \sum_{j} \left\{ \sigma^x_j \sigma^x_{j+1} + \sigma^y_j \sigma^y_{j+1} + \Delta \left( \sigma^z_j \sigma^z_{j+1} - 1 \right) \right\}`,
      r`-{1\over2}\sum_{n=1}^{N}\left[\sigma^{x}_{n}\sigma^{x}_{n+1}+\sigma^{y}_{n}\sigma^{y}_{n+1}+\Delta(\sigma^{z}_{n}\sigma^{z}_{n+1}-{\mathbb 1})\right]`,
    ],
  },
  {
    what: 'XXZ, σ^± convention',
    ascii: 'sum_j 2 (sigma^+_j sigma^-_<j+1> + sigma^-_j sigma^+_<j+1>) + Delta Z_j Z_<j+1>',
    printed: [
      r`\sum_j 2\left(\sigma^+_j\sigma^-_{j+1}+\sigma^-_j\sigma^+_{j+1}\right)+\Delta\sigma^z_j\sigma^z_{j+1}`,
      r`\sum_{l} \left[ 2 ( \sigma_l^+ \sigma_{l+1}^- + \text{h.c.} ) + \Delta \sigma_l^z \sigma_{l+1}^z \right]`,
      r`\sum_j \sigma^x_j\sigma^x_{j+1} + \sigma^y_j\sigma^y_{j+1} + \Delta \sigma^z_j\sigma^z_{j+1}`,
    ],
  },
  {
    what: 'XYZ',
    ascii: 'sum_j J_x Sx_j Sx_<j+1> + J_y Sy_j Sy_<j+1> + J_z Sz_j Sz_<j+1>',
    printed: [
      r`H = \sum_{j=1}^{N} \left( J_x S^x_j S^x_{j+1} + J_y S^y_j S^y_{j+1} + J_z S^z_j S^z_{j+1} \right)`,
      r`H_{XYZ} = \sum_j \sum_{\alpha} J_\alpha S^\alpha_j S^\alpha_{j+1}`,
      r`\sum_{n} \sum_{\alpha=x,y,z} J^\alpha S_n^\alpha S_{n+1}^\alpha`,
      r`\sum_{j,\alpha} J^{\alpha} S^{\alpha}_{j} S^{\alpha}_{j+1}`,
      r`\sum_j \sum_{a\in\{x,y,z\}} J_a S^a_j S^a_{j+1}`,
      r`\sum_j J^x S^x_j S^x_{j+1} + J^y S^y_j S^y_{j+1} + J^z S^z_j S^z_{j+1}`,
      'sum_{j=1}^{N} sum_{a=x,y,z} J_a S^a_j S^a_<j+1>',
      'Σⱼ Σ_α J_α Sᵅⱼ Sᵅⱼ₊₁'.replaceAll('Sᵅ', 'S^α'),
    ],
  },
  {
    what: 'XYZ in Pauli matrices',
    ascii: 'sum_j -1/2 (J_x X_j X_<j+1> + J_y Y_j Y_<j+1> + J_z Z_j Z_<j+1>)',
    printed: [
      r`H = -\frac{1}{2} \sum_{j=1}^{N} \left( J_x \sigma^x_j \sigma^x_{j+1} + J_y \sigma^y_j \sigma^y_{j+1} + J_z \sigma^z_j \sigma^z_{j+1} \right)`,
      r`-\frac12\sum_j\sum_{\alpha} J_\alpha\sigma_j^\alpha\sigma_{j+1}^\alpha`,
      r`- \frac{1}{2} \sum_n \left[ J_x \sigma_x^{(n)} \sigma_x^{(n+1)} + J_y \sigma_y^{(n)} \sigma_y^{(n+1)} + J_z \sigma_z^{(n)} \sigma_z^{(n+1)} \right]`,
    ],
  },
  {
    what: 'XYZ in a field',
    ascii: 'sum_j J_x X_j X_<j+1> + J_y Y_j Y_<j+1> + J_z Z_j Z_<j+1> + h_x X_j + h_y Y_j + h_z Z_j',
    printed: [
      r`\sum_j \left[ \sum_\alpha J_\alpha \sigma^\alpha_j \sigma^\alpha_{j+1} + \sum_\alpha h_\alpha \sigma^\alpha_j \right]`,
      r`\sum_j \sum_{\alpha} \left( J^\alpha \sigma^\alpha_j \sigma^\alpha_{j+1} + h^\alpha \sigma^\alpha_j \right)`,
      r`\sum_{n}\left( J_x X_n X_{n+1} + J_y Y_n Y_{n+1} + J_z Z_n Z_{n+1} + h^x X_n + h^y Y_n + h^z Z_n \right)`,
    ],
  },
  {
    what: 'a coupling matrix',
    ascii:
      'sum_j J_xx Sx_j Sx_<j+1> + J_xy Sx_j Sy_<j+1> + J_xz Sx_j Sz_<j+1> + J_yx Sy_j Sx_<j+1> + J_yy Sy_j Sy_<j+1> + J_yz Sy_j Sz_<j+1> + J_zx Sz_j Sx_<j+1> + J_zy Sz_j Sy_<j+1> + J_zz Sz_j Sz_<j+1>',
    printed: [
      r`\sum_j \sum_{\alpha,\beta} J_{\alpha\beta} S^\alpha_j S^\beta_{j+1}`,
      r`\sum_j \sum_{\alpha\beta} J^{\alpha\beta} S_j^\alpha S_{j+1}^\beta`,
      r`\sum_{j} \sum_{a,b} J_{ab} S^a_j S^b_{j+1}`,
      r`\sum_j \sum_{\mu} \sum_{\nu} J_{\mu\nu} S^\mu_j S^\nu_{j+1}`,
    ],
  },
  {
    what: 'XY with anisotropy',
    ascii: 'sum_j (1 + gamma)/2 X_j X_<j+1> + (1 - gamma)/2 Y_j Y_<j+1> + h Z_j',
    printed: [
      r`H = \sum_{j} \left( \frac{1+\gamma}{2} \sigma^x_j \sigma^x_{j+1} + \frac{1-\gamma}{2} \sigma^y_j \sigma^y_{j+1} + h \sigma^z_j \right)`,
      r`\sum_{l=1}^{N}\left({1+\gamma\over 2}\sigma_l^x\sigma_{l+1}^x+{1-\gamma\over 2}\sigma_l^y\sigma_{l+1}^y+h\sigma_l^z\right)`,
      'Σ_j ((1+γ)/2 σˣⱼσˣⱼ₊₁ + (1−γ)/2 σʸⱼσʸⱼ₊₁ + h σᶻⱼ)',
    ],
  },
  {
    what: 'XX',
    ascii: 'sum_j J/2 (X_j X_<j+1> + Y_j Y_<j+1>)',
    printed: [
      r`\frac{J}{2} \sum_j \left( \sigma^x_j \sigma^x_{j+1} + \sigma^y_j \sigma^y_{j+1} \right)`,
      r`J\sum_j \left(\sigma^+_j \sigma^-_{j+1} + \sigma^-_j \sigma^+_{j+1}\right)`,
      r`J \sum_{j=1}^{L} ( \sigma_j^+ \sigma_{j+1}^- + {\rm h.c.} )`,
      r`\frac J2\sum_n\sum_{\alpha=x,y}\sigma^\alpha_n\sigma^\alpha_{n+1}`,
    ],
  },
  // --- more than nearest neighbours
  // -----------------------------------------------------------------------------------
  {
    what: 'J1-J2',
    ascii: 'sum_j J_1 S_j . S_<j+1> + J_2 S_j . S_<j+2>',
    printed: [
      r`H = J_1 \sum_j \mathbf{S}_j \cdot \mathbf{S}_{j+1} + J_2 \sum_j \mathbf{S}_j \cdot \mathbf{S}_{j+2}`,
      r`H = \sum_{j=1}^N \left( J_1 \vec{S}_j \cdot \vec{S}_{j+1} + J_2 \vec{S}_j \cdot \vec{S}_{j+2} \right)`,
      r`\sum_{l} \left[ J_{1} {\bf S}_l\cdot{\bf S}_{l+1}+J_{2}{\bf S}_l\cdot{\bf S}_{l+2}\right]`,
      r`\sum_j \sum_{r=1}^{2} J_r \mathbf{S}_j \cdot \mathbf{S}_{j+r}`,
      'J₁ ∑ⱼ Sⱼ·Sⱼ₊₁ + J₂ ∑ⱼ Sⱼ·Sⱼ₊₂',
      r`\sum_{r=1,2} J_r \sum_{j} \vec S_j\cdot\vec S_{j+r}`,
    ],
  },
  {
    what: 'Majumdar–Ghosh',
    ascii: 'sum_j J S_j . S_<j+1> + J/2 S_j . S_<j+2>',
    printed: [
      r`H_{MG} = J \sum_{j} \left( \vec S_j \cdot \vec S_{j+1} + \frac{1}{2} \vec S_j \cdot \vec S_{j+2} \right)`,
      r`J\sum_{n}{\bf S}_n\cdot{\bf S}_{n+1}+{J\over2}\sum_n{\bf S}_n\cdot{\bf S}_{n+2}`,
      r`\frac{J}{2} \sum_j \left( 2\,\mathbf S_j\cdot\mathbf S_{j+1} + \mathbf S_j\cdot\mathbf S_{j+2} \right)`,
    ],
  },
  {
    what: 'Majumdar–Ghosh as a square',
    ascii: 'sum_j J/4 (2 S_j.S_<j+1> + 2 S_<j+1>.S_<j+2> + 2 S_j.S_<j+2> + 9/4)',
    printed: [
      r`\frac{J}{4} \sum_j \left( \vec S_j + \vec S_{j+1} + \vec S_{j+2} \right)^2`,
      r`\frac{J}{4} \sum_{n} \left( {\bf S}_{n} + {\bf S}_{n+1} + {\bf S}_{n+2} \right)^{2}`,
      'J/4 ∑ⱼ (Sⱼ + Sⱼ₊₁ + Sⱼ₊₂)²',
    ],
  },
  {
    what: 'Haldane–Shastry cut at three',
    ascii: 'sum_j J S_j.S_<j+1> + J/4 S_j.S_<j+2> + J/9 S_j.S_<j+3>',
    printed: [
      r`J \sum_j \sum_{r=1}^{3} \frac{1}{r^2} \vec{S}_j \cdot \vec{S}_{j+r}`,
      r`J \sum_{r=1}^{3} \frac{1}{r^2} \sum_{j} {\bf S}_j \cdot {\bf S}_{j+r}`,
      r`\sum_j \sum_{r=1}^{3} \frac{J}{r^{2}} \vec S_j\cdot\vec S_{j+r}`,
      'J sum_j sum_{r=1}^{3} r^(-2) S_j.S_{j+r}',
    ],
  },
  {
    what: 'a staggered power law cut at two',
    ascii: 'sum_j -J Z_j Z_<j+1> + J/8 Z_j Z_<j+2>',
    printed: [
      r`\sum_j \sum_{r=1}^{2} (-1)^r \frac{J}{r^3} \sigma^z_j \sigma^z_{j+r}`,
      r`\sum_{r=1}^{2} (-1)^{r} J r^{-3} \sum_j Z_j Z_{j+r}`,
    ],
  },
  {
    what: 'dimerised',
    ascii: 'sum_j J S_j.S_<j+1> + (-1)^j J delta S_j.S_<j+1>',
    printed: [
      r`H = J \sum_j \left[ 1 + (-1)^j \delta \right] \mathbf{S}_j \cdot \mathbf{S}_{j+1}`,
      r`\sum_{n} J (1 + (-1)^{n}\delta)\, \vec S_n\cdot\vec S_{n+1}`,
      'J ∑ⱼ (1 + (−1)ʲ δ) Sⱼ·Sⱼ₊₁',
      'J sum_j (1 + (-1)^j delta) S_j.S_<j+1>',
    ],
  },
  {
    what: 'ANNNI',
    ascii: 'sum_j -J1 Z_j Z_<j+1> + kappa J1 Z_j Z_<j+2> - h X_j',
    printed: [
      r`H = -J_1 \sum_{j} \left( \sigma^z_j \sigma^z_{j+1} - \kappa \sigma^z_j \sigma^z_{j+2} \right) - h \sum_j \sigma^x_j`,
      r`-\sum_{l} \left[ J_1 \sigma_l^z \sigma_{l+1}^z - \kappa J_1 \sigma_l^z \sigma_{l+2}^z + h \sigma_l^x \right]`,
      'sum_j -J_1*Z_j*Z_<j+1> + kappa*J_1*Z_j*Z_<j+2> - h*X_j',
    ],
  },
  {
    what: 'zigzag with three couplings',
    ascii: 'sum_j J1 S_j.S_<j+1> + J2 S_j.S_<j+2> + J3 S_j.S_<j+3>',
    printed: [
      r`\sum_{r=1}^{3} J_r \sum_{j} \mathbf{S}_j\cdot\mathbf{S}_{j+r}`,
      r`\sum_j \left\{ J_1 \vec S_j\cdot\vec S_{j+1} + J_2 \vec S_j\cdot\vec S_{j+2} + J_3 \vec S_j\cdot\vec S_{j+3} \right\}`,
    ],
  },
  // --- Dzyaloshinskii–Moriya, chirality, four spins
  // -------------------------------------------------------------------
  {
    what: 'DM along z',
    ascii: 'sum_j D (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)',
    printed: [
      r`H_{DM} = D \sum_j \left( S^x_j S^y_{j+1} - S^y_j S^x_{j+1} \right)`,
      r`D \sum_j \left( \mathbf{S}_j \times \mathbf{S}_{j+1} \right)^z`,
      r`D\sum_{n}\left(\vec S_n\times\vec S_{n+1}\right)_z`,
      r`D \sum_j \hat{z}`.slice(0, 0) + r`\frac{i D}{2} \sum_j \left( S^+_j S^-_{j+1} - S^-_j S^+_{j+1} \right)`,
      'D ∑ⱼ (Sⱼ × Sⱼ₊₁)ᶻ',
    ],
  },
  {
    what: 'DM in Pauli matrices',
    ascii: 'sum_j D/4 (X_j Y_<j+1> - Y_j X_<j+1>)',
    printed: [
      r`\frac{D}{4} \sum_{l=1}^{N} \left( \sigma^x_l \sigma^y_{l+1} - \sigma^y_l \sigma^x_{l+1} \right)`,
      r`\frac{D}{4}\sum_j \left({\bm\sigma}_j\times{\bm\sigma}_{j+1}\right)^z`,
    ],
  },
  {
    what: 'XXZ with DM',
    ascii: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + J Delta Sz_j Sz_<j+1> + D (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)',
    printed: [
      r`\sum_j \left[ J \left( S^x_j S^x_{j+1} + S^y_j S^y_{j+1} + \Delta S^z_j S^z_{j+1} \right) + D \left( \mathbf{S}_j \times \mathbf{S}_{j+1} \right)^z \right]`,
      r`J \sum_n \Big( S_n^x S_{n+1}^x + S_n^y S_{n+1}^y + \Delta S_n^z S_{n+1}^z \Big) + D \sum_n \Big( S_n^x S_{n+1}^y - S_n^y S_{n+1}^x \Big)`,
    ],
  },
  {
    what: 'DM as a twist',
    program: 'param φ phase',
    ascii: 'sum_j J/2 exp(i φ) S+_j S-_<j+1> + J/2 exp(-i φ) S-_j S+_<j+1>',
    printed: [
      r`\frac{J}{2} \sum_j \left( e^{i\varphi} S^+_j S^-_{j+1} + \mathrm{h.c.} \right)`,
      r`\frac{J}{2} \sum_{n} \left( e^{i\phi} S_n^+ S_{n+1}^- + e^{-i\phi} S_n^- S_{n+1}^+ \right)`,
      'J/2 sum_j (exp(i phi) S+_j S-_<j+1> + h.c.)',
      r`J\sum_j \cos(\phi) (S^x_jS^x_{j+1}+S^y_jS^y_{j+1}) + \sin(\phi)(S^x_jS^y_{j+1}-S^y_jS^x_{j+1})`,
    ],
  },
  {
    what: 'scalar chirality',
    ascii: 'sum_j (S_j >< S_<j+1>) . S_<j+2>',
    printed: [
      r`\sum_j \mathbf{S}_j \cdot \left( \mathbf{S}_{j+1} \times \mathbf{S}_{j+2} \right)`,
      r`\sum_{n} \vec S_n \cdot ( \vec S_{n+1} \times \vec S_{n+2} )`,
      r`\sum_{j} ({\bf S}_j\times{\bf S}_{j+1})\cdot{\bf S}_{j+2}`,
      r`\sum_j \sum_{\alpha\beta\gamma} \epsilon_{\alpha\beta\gamma} S^\alpha_j S^\beta_{j+1} S^\gamma_{j+2}`,
      r`\sum_j\sum_{a,b,c}\varepsilon_{abc}S^a_jS^b_{j+1}S^c_{j+2}`,
      'Σⱼ Sⱼ·(Sⱼ₊₁×Sⱼ₊₂)',
    ],
  },
  {
    what: 'the third charge of XXX',
    ascii: 'sum_j (S_j >< S_<j+1>) . S_<j+2>',
    program: r`H = \sum_j S_j·S_{j+1}`,
    printed: [r`Q_3 = \sum_{j} \left( {\vec S}_j \times {\vec S}_{j+1} \right) \cdot {\vec S}_{j+2}`, 'charge(H, 3)'],
  },
  {
    what: 'the third charge as commutators',
    ascii: 'sum_j -i (S_j >< S_<j+1>) . S_<j+2>',
    program: r`h_{j,j+1} = \vec S_j \cdot \vec S_{j+1}`,
    printed: [r`\sum_j \left[ h_{j,j+1}, h_{j+1,j+2} \right]`, r`\sum_{n} [ h_{n,n+1}, h_{n+1,n+2} ]`],
  },
  {
    what: 'four spins in two dots',
    ascii: 'sum_j K (S_j.S_<j+1>) (S_<j+2>.S_<j+3>)',
    printed: [
      r`K \sum_j (\mathbf{S}_j \cdot \mathbf{S}_{j+1}) (\mathbf{S}_{j+2} \cdot \mathbf{S}_{j+3})`,
      r`K \sum_{n} \left( {\bf S}_n\cdot{\bf S}_{n+1} \right)\left( {\bf S}_{n+2}\cdot{\bf S}_{n+3} \right)`,
      'K ∑ⱼ (Sⱼ·Sⱼ₊₁)(Sⱼ₊₂·Sⱼ₊₃)',
      r`K \sum_j \mathbf{S}_j \cdot \mathbf{S}_{j+1}\; \mathbf{S}_{j+2} \cdot \mathbf{S}_{j+3}`,
    ],
  },
  {
    what: 'the Q term',
    ascii: 'sum_j -Q (1/4 - S_j.S_<j+1>) (1/4 - S_<j+2>.S_<j+3>)',
    printed: [
      r`H_Q = -Q \sum_j \left( \frac14 - \vec S_j\cdot\vec S_{j+1} \right) \left( \frac14 - \vec S_{j+2}\cdot\vec S_{j+3} \right)`,
      r`-Q\sum_{l}\Bigl(\tfrac14-\mathbf S_l\cdot\mathbf S_{l+1}\Bigr)\Bigl(\tfrac14-\mathbf S_{l+2}\cdot\mathbf S_{l+3}\Bigr)`,
    ],
  },
  {
    what: 'bilinear-biquadratic of spins 1/2',
    ascii: 'sum_j cos(pi/4) S_j.S_<j+1> + sin(pi/4) (S_j.S_<j+1>)^2',
    printed: [
      r`\sum_j \left[ \cos(\pi/4)\, \vec S_j \cdot \vec S_{j+1} + \sin(\pi/4) \left( \vec S_j \cdot \vec S_{j+1} \right)^2 \right]`,
      r`\sum_n \cos\left(\frac{\pi}{4}\right) {\bf S}_n\cdot{\bf S}_{n+1} + \sin\left(\frac{\pi}{4}\right) ({\bf S}_n\cdot{\bf S}_{n+1})^{2}`,
    ],
  },
  {
    what: 'a biquadratic by juxtaposition',
    ascii: 'sum_j (S_j.S_<j+1>)^2',
    printed: [
      r`\sum_j \vec S_j\cdot\vec S_{j+1}\, \vec S_j\cdot\vec S_{j+1}`,
      r`\sum_{n} \left({\bf S}_n\cdot{\bf S}_{n+1}\right)^2`,
      'Σ_j S_j·S_<j+1> S_j·S_<j+1>',
    ],
  },
  {
    what: 'vector chirality, a vector',
    ascii: 'sum_j S_j >< S_<j+1>',
    printed: [
      r`\vec\kappa = \sum_j \vec S_j \times \vec S_{j+1}`.replace(r`\vec\kappa`, 'K'),
      r`\sum_{n} {\bf S}_n \times {\bf S}_{n+1}`,
      'Σⱼ Sⱼ × Sⱼ₊₁',
    ],
  },
  // --- Ising chains
  // ---------------------------------------------------------------------------------------------------
  {
    what: 'transverse Ising',
    ascii: 'sum_j -J Z_j Z_<j+1> - h X_j',
    printed: [
      r`H = -J \sum_{j=1}^{N} \sigma^z_j \sigma^z_{j+1} - h \sum_{j=1}^{N} \sigma^x_j`,
      r`H = -\sum_j \left( J \sigma^z_j \sigma^z_{j+1} + h \sigma^x_j \right)`,
      r`\hat{H}=-J\sum_{l}\hat{\sigma}^z_l\hat{\sigma}^z_{l+1}-h\sum_{l}\hat{\sigma}^x_l`,
      r`H = - J \sum_{n} \sigma_z^{(n)} \sigma_z^{(n+1)} - h \sum_n \sigma_x^{(n)}`,
      r`-\sum_{n}\left[J\,\sigma_n^{(z)}\sigma_{n+1}^{(z)}+h\,\sigma_n^{(x)}\right]`,
      r`-J \sum_j \sigma_z^j \sigma_z^{j+1} - h \sum_j \sigma_x^j`,
      r`-J\sum_{j} \sigma^z_j \otimes \sigma^z_{j+1} - h \sum_j \sigma^x_j`,
      '-J Σⱼ ZⱼZⱼ₊₁ − h Σⱼ Xⱼ',
      '-J*sum_j Z_j*Z_<j+1> - h*sum_j X_j',
      r`-\sum_j \left(J\sigma^3_j\sigma^3_{j+1} + h\sigma^1_j\right)`,
      r`-J\sum_{m}{\sigma}^z_m{\sigma}^z_{m+1}-h\sum_{m}{\sigma}^x_m`,
    ],
  },
  {
    what: 'transverse Ising with J (… + g …)',
    ascii: 'sum_j -J X_j X_<j+1> - J g Z_j',
    printed: [
      r`H = -J \sum_{j} \left( \sigma^x_j \sigma^x_{j+1} + g\, \sigma^z_j \right)`,
      r`-J \sum_{j=1}^{L} \Bigl[ \hat\sigma^x_j \hat\sigma^x_{j+1} + g \hat\sigma^z_j \Bigr]`,
      '-J sum_j (X_j X_{j+1} + g Z_j)',
      r`-J\sum_{k}\left\{ X_k X_{k+1} + g Z_k \right\}`,
    ],
  },
  {
    what: 'tilted field Ising',
    ascii: 'sum_j J Z_j Z_<j+1> + h_x X_j + h_z Z_j',
    printed: [
      r`H = \sum_j J \sigma^z_j \sigma^z_{j+1} + h_x \sigma^x_j + h_z \sigma^z_j`,
      r`\sum_{n} \left( J \sigma_n^z\sigma_{n+1}^z + h^x \sigma_n^x + h^z \sigma_n^z \right)`,
      r`J\sum_{j} Z_j Z_{j+1} + \sum_{\alpha=x,z} h_\alpha \sum_j \sigma^\alpha_j`,
    ],
  },
  {
    what: 'Kim–Huse numbers',
    ascii: 'sum_j Z_j Z_<j+1> + 0.9045 X_j + 0.8090 Z_j',
    printed: [
      r`H = \sum_{j} \sigma^z_j\sigma^z_{j+1} + 0.9045\,\sigma^x_j + 0.8090\,\sigma^z_j`,
      '1.0*sum_j Z_j Z_<j+1> + 0.9045*sum_j X_j + 0.809*sum_j Z_j',
      'sum_j (Z_j Z_{j+1} + 9045/10000 X_j + 809/1000 Z_j)',
    ],
  },
  {
    what: 'dual Ising disorder',
    ascii: 'sum_j -X_j - lambda Z_j Z_<j+1>',
    printed: [
      r`H = -\sum_j \sigma^x_j - \lambda \sum_j \sigma^z_j\sigma^z_{j+1}`,
      r`-\sum_{n}\left(\sigma_n^{x}+\lambda\sigma_n^{z}\sigma_{n+1}^{z}\right)`,
    ],
  },
  {
    what: 'kicked Ising, its two parts',
    ascii: 'sum_j J Z_j Z_<j+1> + h Z_j + b X_j',
    program: r`H_I = \sum_{j} \left( J \sigma^z_j \sigma^z_{j+1} + h \sigma^z_j \right); H_K = b \sum_j \sigma^x_j`,
    printed: [r`H_I + H_K`, r`H_{I} + H_{K}`],
  },
  {
    what: 'a periodic drive',
    ascii: 'sum_j J Z_j Z_<j+1> + h X_j + A cos(omega t) Z_j',
    printed: [
      r`H(t)`.slice(0, 0) +
        r`\sum_j \left[ J\sigma^z_j\sigma^z_{j+1} + h\sigma^x_j + A\cos(\omega t)\,\sigma^z_j \right]`,
      r`J \sum_n Z_n Z_{n+1} + h\sum_n X_n + A \cos(\omega t) \sum_n Z_n`,
      r`\sum_j J Z_j Z_{j+1} + h X_j + \frac{A}{2}\left(e^{i\omega t}+e^{-i\omega t}\right) Z_j`,
    ],
  },
  {
    what: 'cluster',
    ascii: 'sum_j -Z_<j-1> X_j Z_<j+1>',
    printed: [
      r`H = - \sum_{j} \sigma^z_{j-1} \sigma^x_j \sigma^z_{j+1}`,
      r`-\sum_{n=1}^{N} \sigma_{n-1}^z\sigma_n^x\sigma_{n+1}^z`,
      '-sum_j Z_{j-1} X_j Z_{j+1}',
      r`-\sum_{j} Z_{j-1} \otimes X_{j} \otimes Z_{j+1}`,
      '−Σⱼ Zⱼ₋₁XⱼZⱼ₊₁',
      r`-\sum_l Z_l X_{l+1} Z_{l+2}`,
    ],
  },
  {
    what: 'cluster and Ising',
    ascii: 'sum_j -Z_<j-1> X_j Z_<j+1> + lambda Y_j Y_<j+1>',
    printed: [
      r`H = -\sum_{j} \sigma^z_{j-1}\sigma^x_j\sigma^z_{j+1} + \lambda\sum_j \sigma^y_j\sigma^y_{j+1}`,
      r`\sum_n \left(-\sigma^z_{n-1}\sigma^x_n\sigma^z_{n+1}+\lambda\sigma_n^y\sigma_{n+1}^y\right)`,
    ],
  },
  {
    what: 'a string of spins flipped',
    ascii: 'sum_j X_j X_<j+1> X_<j+2>',
    printed: [
      r`\sum_j \prod_{r=0}^{2} \sigma^x_{j+r}`,
      r`\sum_{n}\sigma^x_n\sigma^x_{n+1}\sigma^x_{n+2}`,
      r`\sum_{k}\prod_{l=0}^{2}X_{k+l}`.replaceAll('l=0', 'm=0').replace('k+l', 'k+m'),
    ],
  },
  {
    what: 'three-spin Ising',
    ascii: 'sum_j -J Z_j Z_<j+1> Z_<j+2> - h X_j',
    printed: [
      r`H=-J\sum_j\sigma^z_j\sigma^z_{j+1}\sigma^z_{j+2}-h\sum_j\sigma^x_j`,
      r`-\sum_{j} \Big( J \prod_{r=0}^{2} \sigma^z_{j+r} + h \sigma^x_j \Big)`,
    ],
  },
  {
    what: 'PXP by projectors',
    ascii: 'sum_j (1 - Z_<j-1>)/2 X_j (1 - Z_<j+1>)/2',
    printed: [
      r`H = \sum_j \frac{1-\sigma^z_{j-1}}{2} \sigma^x_j \frac{1-\sigma^z_{j+1}}{2}`,
      r`\sum_{j} \left(\frac{1-Z_{j-1}}{2}\right) X_j \left(\frac{1-Z_{j+1}}{2}\right)`,
      r`\frac14\sum_j (1-\sigma_{j-1}^z)\sigma_j^x(1-\sigma_{j+1}^z)`,
      r`\sum_n \frac{\mathbb{1}-Z_{n-1}}{2}\, X_n\, \frac{\mathbb{1}-Z_{n+1}}{2}`,
      'Σⱼ (1−Zⱼ₋₁)/2 Xⱼ (1−Zⱼ₊₁)/2',
    ],
  },
  {
    what: 'PXP by a named projector',
    program: r`P_j = \frac{1 - \sigma^z_j}{2}`,
    ascii: 'sum_j (1 - Z_<j-1>)/2 X_j (1 - Z_<j+1>)/2',
    printed: [
      r`H_{\rm PXP} = \sum_{j} P_{j-1} X_j P_{j+1}`,
      r`\sum_n P_{n-1} \sigma^x_n P_{n+1}`,
      'Σⱼ Pⱼ₋₁ Xⱼ Pⱼ₊₁',
      r`\sum_{l=1}^{L} P_{l-1}\,\sigma_l^{x}\,P_{l+1}`,
    ],
  },
  {
    what: 'Rydberg blockade',
    ascii: 'sum_j Omega/2 X_j - delta (1 + Z_j)/2 + V (1 + Z_j)/2 (1 + Z_<j+1>)/2',
    program: r`n_j = \frac{1+\sigma^z_j}{2}`,
    printed: [
      r`H = \sum_j \left( \frac{\Omega}{2} \sigma^x_j - \delta\, n_j + V n_j n_{j+1} \right)`,
      r`{\Omega\over2}\sum_l X_l-\delta\sum_l n_l+V\sum_l n_l n_{l+1}`,
    ],
  },
  {
    what: 'Fredkin-like constraint',
    ascii: 'sum_j (1 + Z_<j-1>) (X_j X_<j+1> + Y_j Y_<j+1>)',
    printed: [
      r`\sum_j (1+\sigma^z_{j-1})(\sigma^x_j\sigma^x_{j+1}+\sigma^y_j\sigma^y_{j+1})`,
      r`\sum_n \left(\mathbb{1}+Z_{n-1}\right)\left(X_nX_{n+1}+Y_nY_{n+1}\right)`,
    ],
  },
  {
    what: 'folded XXZ',
    ascii: 'sum_j 1/4 (1 + Z_<j-1> Z_<j+2>) (X_j X_<j+1> + Y_j Y_<j+1>)',
    printed: [
      r`\frac{1}{4}\sum_j \left(1+\sigma^z_{j-1}\sigma^z_{j+2}\right)\left(\sigma^x_j\sigma^x_{j+1}+\sigma^y_j\sigma^y_{j+1}\right)`,
      r`\frac14\sum_{k}\left(1+\sigma_{k-1}^{z}\sigma_{k+2}^{z}\right)\left(\sigma_{k}^{x}\sigma_{k+1}^{x}+\sigma_{k}^{y}\sigma_{k+1}^{y}\right)`,
    ],
  },
  {
    what: 'Bariev',
    ascii: 'sum_j (S+_j S-_<j+2> + S-_j S+_<j+2>) (1 - U Z_<j+1>)',
    printed: [
      r`\sum_j \left( S^+_j S^-_{j+2} + \mathrm{h.c.} \right) \left( 1 - U \sigma^z_{j+1} \right)`,
      r`\sum_{l}(S_l^+S_{l+2}^-+S_l^-S_{l+2}^+)(1-U\sigma_{l+1}^z)`,
    ],
  },
  // --- compass, Kitaev, unit cells of two
  // -----------------------------------------------------------------------------
  {
    what: 'compass chain',
    ascii: 'sum_j (1 + (-1)^j)/2 J_x X_j X_<j+1> + (1 - (-1)^j)/2 J_y Y_j Y_<j+1>',
    printed: [
      r`\sum_j \left[ \frac{1+(-1)^j}{2} J_x \sigma^x_j \sigma^x_{j+1} + \frac{1-(-1)^j}{2} J_y \sigma^y_j \sigma^y_{j+1} \right]`,
      r`\sum_n \frac{1+(-1)^n}{2} J^x X_n X_{n+1} + \frac{1-(-1)^n}{2} J^y Y_n Y_{n+1}`,
    ],
  },
  {
    what: 'Kitaev–Gamma on one bond',
    ascii: 'sum_j K X_j X_<j+1> + Gamma (Y_j Z_<j+1> + Z_j Y_<j+1>)',
    printed: [
      r`\sum_j K \sigma^x_j\sigma^x_{j+1} + \Gamma\left(\sigma^y_j\sigma^z_{j+1}+\sigma^z_j\sigma^y_{j+1}\right)`,
      r`K\sum_{l}\sigma_l^{x}\sigma_{l+1}^{x}+\Gamma\sum_{l}\left(\sigma_l^{y}\sigma_{l+1}^{z}+\sigma_l^{z}\sigma_{l+1}^{y}\right)`,
    ],
  },
  {
    what: 'alternating field',
    ascii: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + (h + (-1)^j h_s) Sz_j',
    printed: [
      r`\sum_j J\left(S^x_jS^x_{j+1}+S^y_jS^y_{j+1}\right)+\left(h+(-1)^jh_s\right)S^z_j`,
      r`\sum_{n}\left\{J(S_n^xS_{n+1}^x+S_n^yS_{n+1}^y)+[h+(-1)^n h_{s}]S_n^z\right\}`,
    ],
  },
  // --- names of couplings
  // ---------------------------------------------------------------------------------------------
  {
    what: 'a primed coupling',
    ascii: 'sum_j J S_j.S_<j+1> + J_prime S_j.S_<j+2>',
    printed: [
      r`J \sum_j \vec S_j \cdot \vec S_{j+1} + J' \sum_j \vec S_j \cdot \vec S_{j+2}`,
      r`\sum_j J\,{\bf S}_j\cdot{\bf S}_{j+1} + J^{\prime}\,{\bf S}_j\cdot{\bf S}_{j+2}`,
      "sum_j J S_j·S_<j+1> + J' S_j·S_<j+2>",
      'Σⱼ J Sⱼ·Sⱼ₊₁ + J′ Sⱼ·Sⱼ₊₂',
      r`\sum_n \left( J\,\vec S_n\cdot\vec S_{n+1}+J^\prime\,\vec S_n\cdot\vec S_{n+2} \right)`,
    ],
  },
  {
    what: 'a coupling with a tilde',
    ascii: 'sum_j J_tilde Z_j Z_<j+1> + h_bar X_j',
    printed: [
      r`\tilde{J} \sum_j \sigma^z_j\sigma^z_{j+1} + \bar{h}\sum_j\sigma^x_j`,
      r`\sum_n \tilde J Z_n Z_{n+1} + \bar h X_n`,
    ],
  },
  {
    what: 'upper labels',
    ascii: 'sum_j J_zz Z_j Z_<j+1> + J_xy (X_j X_<j+1> + Y_j Y_<j+1>)',
    printed: [
      r`\sum_j J^{zz}\sigma^z_j\sigma^z_{j+1}+J^{xy}(\sigma^x_j\sigma^x_{j+1}+\sigma^y_j\sigma^y_{j+1})`,
      r`\sum_{n} J_{zz} Z_nZ_{n+1} + J_{xy}(X_nX_{n+1}+Y_nY_{n+1})`,
    ],
  },
  {
    what: 'a word for a subscript',
    ascii: 'sum_j J_ex Z_j Z_<j+1> - h_ext Z_j',
    printed: [
      r`J_{\rm ex}\sum_j\sigma_j^z\sigma_{j+1}^z-h_{\mathrm{ext}}\sum_j\sigma_j^z`,
      r`\sum_j J_\mathrm{ex} Z_j Z_{j+1} - h_\text{ext} Z_j`,
      r`\sum_n J_{\text{ex}}\,\sigma^z_n\sigma^z_{n+1}-h^{\rm ext}\,\sigma^z_n`,
    ],
  },
  {
    what: 'plus and minus',
    ascii: 'sum_j J_plus X_j X_<j+1> + J_minus Y_j Y_<j+1>',
    printed: [
      r`\sum_j J_{+}\sigma^x_j\sigma^x_{j+1}+J_{-}\sigma^y_j\sigma^y_{j+1}`,
      r`\sum_n J_+ X_n X_{n+1} + J_- Y_n Y_{n+1}`,
    ],
  },
  {
    what: 'Greek couplings',
    ascii: 'sum_j alpha X_j X_<j+1> + beta Y_j Y_<j+1> + gamma_1 Z_j',
    printed: [
      r`\sum_j \alpha\sigma^x_j\sigma^x_{j+1}+\beta\sigma^y_j\sigma^y_{j+1}+\gamma_1\sigma^z_j`,
      'Σⱼ α XⱼXⱼ₊₁ + β YⱼYⱼ₊₁ + γ₁ Zⱼ',
    ],
  },
  {
    what: 'a field with an upper component',
    ascii: 'sum_j -h_x Sx_j - h_z Sz_j',
    printed: [
      r`-\sum_j \left(h^x S^x_j + h^z S^z_j\right)`,
      r`-\sum_{n}\sum_{\alpha=x,z}h^{\alpha}S_n^{\alpha}`,
      r`- h^{x} \sum_j S_j^{x} - h^{z} \sum_j S_j^{z}`,
    ],
  },
  {
    what: 'a field dotted into the spin',
    program: 'h_v = vector(B_x, B_y, B_z)',
    ascii: 'sum_j -B_x Sx_j - B_y Sy_j - B_z Sz_j',
    printed: [r`-\sum_j h_v \cdot \vec S_j`, r`-\sum_{n} \sum_{\alpha} B_\alpha S^\alpha_n`, r`- \sum_j h_v · S_j`],
  },
  // --- currents, densities, boosts
  // ------------------------------------------------------------------------------------
  {
    what: 'magnetisation',
    ascii: 'sum_j Sz_j',
    printed: [
      r`S^z_{\rm tot} = \sum_{j=1}^{N} S_j^z`.replace(r`S^z_{\rm tot}`, 'M'),
      r`M = \sum_n \hat S_n^z`,
      r`\sum_{l} S^{\,z}_{l}`,
      'Σⱼ Sᶻⱼ',
      r`\frac12\sum_{j}\sigma^z_j`,
    ],
  },
  {
    what: 'total spin, a vector',
    ascii: 'sum_j S_j',
    printed: [
      r`\vec{S} = \sum_j \vec{S}_j`.replace(r`\vec{S} =`, 'V ='),
      r`\sum_{n=1}^{N}{\bf S}_n`,
      r`\frac{1}{2}\sum_j \vec\sigma_j`,
    ],
  },
  {
    what: 'staggered magnetisation',
    ascii: 'sum_j (-1)^j Sz_j',
    printed: [
      r`\sum_{j} (-1)^j S^z_j`,
      r`\sum_{n=1}^{N}(-1)^{n}S_{n}^{z}`,
      'Σⱼ (−1)ʲ Sᶻⱼ',
      r`-\sum_l (-1)^{l+1} S^z_l`,
      r`\sum_j (-1)^{-j} S^z_j`,
    ],
  },
  {
    what: 'spin current',
    ascii: 'sum_j i J/2 (S+_j S-_<j+1> - S-_j S+_<j+1>)',
    printed: [
      r`J_S = \frac{i J}{2} \sum_j \left( S^+_j S^-_{j+1} - S^-_j S^+_{j+1} \right)`,
      r`\frac{i J}{2}\sum_{n}\left(S_n^+S_{n+1}^--\mathrm{h.c.}\right)`,
      r`J\sum_j\left(S^x_jS^y_{j+1}-S^y_jS^x_{j+1}\right)`,
      r`J \sum_{l} \left( {\bf S}_l\times{\bf S}_{l+1} \right)^z`,
      r`i\frac{J}{2}\sum_{j=1}^{L} \left( S_j^{+} S_{j+1}^{-} - {\rm H.c.} \right)`,
    ],
  },
  {
    what: 'the dimer order',
    ascii: 'sum_j (-1)^j S_j.S_<j+1>',
    printed: [r`\sum_j (-1)^j\,\mathbf S_j\cdot\mathbf S_{j+1}`, r`\sum_{n}(-1)^n{\bf S}_n\cdot{\bf S}_{n+1}`],
  },
  {
    what: 'the boost operator',
    program: r`h_{j,j+1} = \vec S_j\cdot\vec S_{j+1}`,
    ascii: 'sum_j j S_j.S_<j+1>',
    printed: [
      r`B = \sum_{j} j\, h_{j,j+1}`,
      r`\sum_{n=-\infty}^{\infty} n\, h_{n,n+1}`,
      r`\sum_{j\in\mathbb{Z}} j h_{j,j+1}`,
    ],
  },
  {
    what: 'an energy current',
    program: r`h_{j,j+1} = \vec S_j\cdot\vec S_{j+1}`,
    ascii: 'sum_j (S_j >< S_<j+1>) . S_<j+2>',
    printed: [r`J_E = i \sum_j \left[ h_{j-1,j}, h_{j,j+1} \right]`, r`i\sum_{n}[h_{n-1,n},h_{n,n+1}]`],
  },
  {
    what: 'domain walls',
    ascii: 'sum_j (1 - Z_j Z_<j+1>)/2',
    printed: [
      r`\sum_j \frac{1-\sigma^z_j\sigma^z_{j+1}}{2}`,
      r`\frac12\sum_n\left(\mathbb{1}-Z_nZ_{n+1}\right)`,
      r`\sum_{l} \tfrac{1}{2} \left(1 - \sigma_l^z \sigma_{l+1}^z\right)`,
    ],
  },
  {
    what: 'up spins',
    ascii: 'sum_j (1 + Z_j)/2',
    printed: [r`\sum_j \left( \frac12 + S^z_j \right)`, r`\sum_n S^+_nS^-_n`, r`\sum_{j} \sigma_j^+\sigma_j^-`],
  },
  // --- local operators
  // ------------------------------------------------------------------------------------------------
  {
    what: 'a swap',
    ascii: '1/2 + 2 S_0.S_1',
    printed: [
      r`\frac{1}{2}\left(1+\vec\sigma_0\cdot\vec\sigma_1\right)`,
      r`\frac12 (\mathbb{1} + X_0X_1+Y_0Y_1+Z_0Z_1)`,
      r`\frac{1}{2} \sum_{\alpha} \left( \frac13 + \sigma^\alpha_0 \sigma^\alpha_1 \right)`,
    ],
  },
  {
    what: 'two qubits by upper sites',
    ascii: 'X_1 X_2 + Z_1 Z_2',
    printed: [
      r`\sigma_x^{(1)}\sigma_x^{(2)}+\sigma_z^{(1)}\sigma_z^{(2)}`,
      r`\sigma_x^{(1)}\otimes\sigma_x^{(2)}+\sigma_z^{(1)}\otimes\sigma_z^{(2)}`,
      r`X^{(1)}X^{(2)}+Z^{(1)}Z^{(2)}`,
      'X_1 X_2 + Z_1 Z_2',
    ],
  },
  {
    what: 'a singlet projector',
    ascii: '1/4 - S_0.S_1',
    printed: [
      r`\frac14-\vec S_0\cdot\vec S_1`,
      r`{1\over 4}\left(1-{\boldsymbol\sigma}_0\cdot{\boldsymbol\sigma}_1\right)`,
    ],
  },
  {
    what: 'a commutator',
    ascii: 'i Sz_0',
    printed: [
      r`\left[S^x_0,S^y_0\right]`,
      r`\frac{1}{4} [ \sigma_0^x, \sigma_0^y ]`,
      r`[ \hat{S}_0^{x}, \hat{S}_0^{y} ]`,
    ],
  },
  {
    what: 'an anticommutator',
    ascii: '2 X_0 X_0',
    printed: [r`\left\{\sigma^x_0,\sigma^x_0\right\}`, r`\{X_0,X_0\}`, r`\bigl\{ \sigma_0^{x}, \sigma_0^{x} \bigr\}`],
  },
  {
    what: 'a Lindblad pair',
    ascii: '(1 + Z_0)/2',
    printed: [r`\left(\sigma^-_0\right)^\dagger\sigma^-_0`, r`\sigma^+_0\sigma^-_0`, r`S_0^{+} S_0^{-}`],
  },
  {
    what: 'a Hadamard-like sum',
    ascii: '(X_0 + Z_0)/sqrt(2)',
    printed: [r`\frac{X_0+Z_0}{\sqrt{2}}`, r`\frac{1}{\sqrt2}\left(\sigma^x_0+\sigma^z_0\right)`, '(X_0 + Z_0)/√2'],
  },
  {
    what: 'a finite open chain, its bonds written',
    ascii: 'Z_1 Z_2 + Z_2 Z_3 + Z_3 Z_4',
    printed: [
      r`\sum_{j=1}^{3} \sigma^z_j\sigma^z_{j+1}`,
      r`\sum_{n=1}^{3} Z_n Z_{n+1}`,
      'sum_{j=1}^{3} Z_j Z_{j+1}',
      r`\sum_{j=2}^{4} Z_{j-1} Z_{j}`,
    ],
  },
  {
    what: 'a parity of four sites',
    ascii: 'Z_1 Z_2 Z_3 Z_4',
    printed: [r`\prod_{j=1}^{4} \sigma^z_j`, r`\prod_{n=1}^{4} Z_n`, r`\prod_{m=0}^{3} Z_{m+1}`, 'Z_1*Z_2*Z_3*Z_4'],
  },
  {
    what: 'a Jordan–Wigner string',
    ascii: 'Z_0 Z_1 Z_2 sigma^-_3',
    printed: [
      r`\left(\prod_{l=0}^{2} \sigma^z_l\right)\sigma^-_3`,
      r`\prod_{k=0}^{2} Z_k \; \sigma_3^-`.replace(r`\prod_{k=0}^{2} Z_k \;`, r`(\prod_{k=0}^{2} Z_k)`),
    ],
  },
  // --- how programs print
  // ---------------------------------------------------------------------------------------------
  {
    what: 'signs after signs',
    ascii: 'X_0 X_1 - 0.5 Z_0',
    printed: [
      '1.0 X_0 X_1 + -0.5 Z_0',
      '1.0 * (X_0 X_1) + -0.5 * (Z_0)',
      '+ -0.5 Z_0 + 1.0 X_0 X_1',
      'X_0 X_1 - +0.5 Z_0',
      '(1.0) X_0 X_1 + (-0.5) Z_0',
      '1e0*X_0*X_1 + -5e-1*Z_0',
    ],
  },
  {
    what: 'a printed Heisenberg bond',
    ascii: '-(X_0 X_1) - Y_0 Y_1 - Z_0 Z_1',
    printed: [
      '-1 * ( X_0 X_1 ) + -1 * ( Y_0 Y_1 ) + -1 * ( Z_0 Z_1 )',
      '-1.0*X_0*X_1 + -1.0*Y_0*Y_1 + -1.0*Z_0*Z_1',
      '- X_0 X_1 - Y_0 Y_1 - Z_0 Z_1',
    ],
  },
  {
    what: 'one third',
    ascii: '1/3 X_0 + 1/2 Z_0',
    printed: ['⅓ X₀ + ½ Z₀', r`\nicefrac{1}{3}\, X_0 + \tfrac12 Z_0`, r`\frac13\sigma^x_0+\frac12\sigma^z_0`],
  },
  {
    what: 'a sign without its one',
    ascii: 'sum_j (-1)^j Z_j',
    printed: [r`\sum_j (-)^j \sigma^z_j`, r`\sum_{n}(-)^{n}Z_n`, '∑ⱼ (−)ʲ Zⱼ'],
  },
  {
    what: 'DM along a direction',
    ascii: 'sum_j D (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)',
    printed: [
      r`D \sum_j \hat{z} \cdot ( \vec S_j \times \vec S_{j+1} )`,
      r`D\sum_n\hat{\mathbf z}\cdot\left(\mathbf S_n\times\mathbf S_{n+1}\right)`,
      r`D \sum_l {\bf e}_z \cdot ({\bf S}_l\times{\bf S}_{l+1})`,
      r`\sum_j D\,\hat e_z\cdot(\vec S_j\times\vec S_{j+1})`,
    ],
  },
  {
    what: 'a vector of couplings',
    ascii: 'sum_j -h_x Sx_j - h_y Sy_j - h_z Sz_j',
    printed: [
      r`-\sum_j \vec h\cdot\vec S_j`,
      r`-\sum_{n}\mathbf{h}\cdot\mathbf{S}_n`,
      r`-\sum_l {\bf h}\cdot{\bf S}_l`,
      '−Σⱼ h⃗·Sⱼ',
    ],
  },
  {
    what: 'DM with a vector',
    ascii:
      'sum_j D_x (Sy_j Sz_<j+1> - Sz_j Sy_<j+1>) + D_y (Sz_j Sx_<j+1> - Sx_j Sz_<j+1>) + D_z (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)',
    printed: [
      r`\sum_j \vec D\cdot(\vec S_j\times\vec S_{j+1})`,
      r`\sum_{n}\mathbf{D}\cdot\left(\mathbf{S}_n\times\mathbf{S}_{n+1}\right)`,
      r`\sum_j\sum_{abc}\epsilon_{abc}D_aS^b_jS^c_{j+1}`,
    ],
  },
  {
    what: 'a vector of its own',
    program: r`\vec K = \vec S_0\times\vec S_1`,
    ascii: '(S_0 >< S_1) . S_2',
    printed: [r`\vec K\cdot\vec S_2`, r`\mathbf{K}\cdot\mathbf{S}_2`, 'K·S_2'],
  },
  {
    what: 'words of TeX apart',
    ascii: 'sum_j J S_j . S_<j+1> - h Sz_j',
    printed: [
      r`J \sum _ { j } { \bf S } _ { j } \cdot { \bf S } _ { j + 1 } - h \sum _ { j } S _ { j } ^ { z }`,
      r`\sum _ { n = 1 } ^ { N } \left( J \vec { S } _ { n } \cdot \vec { S } _ { n + 1 } - h S _ { n } ^ { z } \right)`,
      r`H={}&J\sum_{\ell}\mathbf S_\ell\cdot\mathbf S_{\ell+1}-h{\sum_{\ell}}S_\ell^z`,
    ],
  },
  {
    what: 'a bracketed component of a field',
    ascii: 'sum_j B_x X_j',
    printed: [r`B^{(x)}\sum_j\sigma_j^{(x)}`, r`\sum_n B^{x} X_n`],
  },
  // --- layout
  // ---------------------------------------------------------------------------------------------------------
  {
    what: 'an equation over two rows',
    ascii: 'sum_j J S_j.S_<j+1> + D (S_j >< S_<j+1>)^z',
    printed: [
      '\\begin{align}\nH &= J \\sum_j {\\bf S}_j\\cdot{\\bf S}_{j+1} \\nonumber\\\\\n  &\\quad + D \\sum_j \\left({\\bf S}_j\\times{\\bf S}_{j+1}\\right)^z .\n\\end{align}',
      '\\begin{eqnarray}\nH & = & J \\sum_j \\vec S_j\\cdot\\vec S_{j+1} \\nonumber \\\\\n & + & D \\sum_j (\\vec S_j\\times\\vec S_{j+1})^z ,\n\\end{eqnarray}',
      '\\[ H = J \\sum_j \\vec S_j\\cdot\\vec S_{j+1}\n + D \\sum_j (\\vec S_j\\times\\vec S_{j+1})^z . \\]',
      '$$\nH = J \\sum_{j} \\mathbf S_j\\cdot\\mathbf S_{j+1} + D \\sum_j (\\mathbf S_j\\times\\mathbf S_{j+1})^z\n$$',
    ],
  },
  {
    what: 'numbered equations',
    ascii: 'sum_j J Z_j Z_<j+1>',
    printed: [
      r`H = J\sum_j\sigma^z_j\sigma^z_{j+1}. \quad (2)`,
      r`H = J \sum_{n} Z_n Z_{n+1} \qquad (S13)`,
      r`H = J\sum_jZ_jZ_{j+1}, \tag{7}`,
    ],
  },
  {
    what: 'two equations on a line',
    ascii: 'sum_j J S_j.S_<j+1>',
    printed: [
      r`h_{j,j+1} = J\,\mathbf S_j\cdot\mathbf S_{j+1}, \qquad H = \sum_j h_{j,j+1}`,
      r`h_{j,j+1} = J \vec S_j \cdot \vec S_{j+1},\quad H = \sum_{n} h_{n,n+1}.`,
    ],
  },
  {
    what: 'two equations, the second using the first',
    ascii: 'sum_j J S_j.S_<j+1> - h Sz_j',
    printed: [
      '\\begin{align}\nH_0 &= J \\sum_j \\mathbf{S}_j\\cdot\\mathbf{S}_{j+1} , \\\\\nH &= H_0 - h \\sum_j S^z_j .\n\\end{align}',
      'H_0 = J \\sum_j \\mathbf{S}_j\\cdot\\mathbf{S}_{j+1} \\,,\nH = H_0 - h \\sum_j S^z_j \\,.',
      '\\begin{gather}\nH_0 = J \\sum_n \\vec S_n\\cdot\\vec S_{n+1}, \\\\\nH = H_0 - h \\sum_n S^z_n.\n\\end{gather}',
    ],
  },
];

export const unreadable: readonly Unreadable[] = [
  {
    what: 'i as a site',
    printed: [r`H = J\sum_{i} \vec S_i\cdot\vec S_{i+1}`, r`\sum_{i=1}^{N}\sigma^z_i\sigma^z_{i+1}`, '∑ᵢ Sᵢ·Sᵢ₊₁'],
    code: 'bad-sum',
  },
  {
    what: 'pairs of neighbours',
    printed: [
      r`J\sum_{\langle i,j\rangle}\vec S_i\cdot\vec S_j`,
      r`J\sum_{\langle ij\rangle}{\bf S}_i\cdot{\bf S}_j`,
      r`\sum_{<i,j>} S_i·S_j`,
      r`\sum_{\langle\langle j,k\rangle\rangle} S_j·S_k`,
    ],
    code: 'sum-over-bonds',
  },
  {
    what: 'all pairs',
    printed: [
      r`\sum_{i<j}\frac{J}{|i-j|^\alpha}\sigma^z_i\sigma^z_j`,
      r`\sum_{j\neq k}J_{jk}\sigma^x_j\sigma^x_k`,
      r`\sum_{j>k} Z_j Z_k`,
      r`\sum_{j,k} J_{jk} S_j·S_k`,
    ],
    code: 'sum-over-pairs',
  },
  {
    what: 'an open chain',
    printed: [
      r`J\sum_{j=1}^{N-1}\vec S_j\cdot\vec S_{j+1}`,
      r`\sum_{l=1}^{L-1}\sigma_l^z\sigma_{l+1}^z`,
      r`\sum_{j=1}^{N-2} X_j`,
      r`\sum_{j=2}^{N} X_j`,
      r`\sum_{j=0}^{\infty} X_j`,
    ],
    code: 'open-chain',
  },
  {
    what: 'a product over the chain',
    printed: [r`\prod_j\sigma^x_j`, r`\prod_{n=1}^{N} Z_n`],
    code: 'infinite-product',
  },
  {
    what: 'a sum over distances without end',
    printed: [r`\sum_j\sum_{r}J_r\vec S_j\cdot\vec S_{j+r}`],
    code: 'endless-sum',
  },
  {
    what: 'h.c. in the middle',
    printed: [r`\sum_j S^+_jS^-_{j+1}+\mathrm{h.c.}+\Delta S^z_jS^z_{j+1}`, r`S^+_0S^-_1+{\rm H.c.}-Z_0`],
    code: 'misplaced-hc',
  },
  {
    what: 'even sites',
    printed: [r`\sum_{j\,\text{even}}\sigma^x_j\sigma^x_{j+1}`, r`\sum_{j\ {\rm odd}} X_j`],
    code: 'bad-sum',
  },
  {
    what: 'couplings of a site',
    printed: [r`\sum_j h_j\sigma^z_j`, r`\sum_n J_n\vec S_n\cdot\vec S_{n+1}`],
    code: 'coupling-with-site',
  },
  {
    what: 'a component that is not summed',
    printed: [r`\sum_j J S^\alpha_j S^\alpha_{j+1}`, r`S^{a}_{j}`],
    code: 'free-component',
  },
  { what: 'a tensor product at one site', printed: [r`\sigma^x_j\otimes\sigma^y_j`], code: 'tensor-at-one-site' },
  {
    what: 'an expectation value',
    printed: [
      r`\langle\sigma^z_j\rangle`,
      r`\left\langle S^z_0S^z_1\right\rangle`,
      r`\dot{S}^z_j`,
      r`\partial_t S^z_j`,
      r`\begin{pmatrix}1&0\\0&-1\end{pmatrix}`,
      r`H = X_0 + \cdots`,
      r`\hbar\omega Z_0`,
      r`\tilde{\sigma}^z_j`,
    ],
    code: 'unknown-command',
  },
  { what: 'two components at once', printed: [r`\sigma^{\pm}_j`, r`S^\pm_{j}`], code: 'free-component' },
  {
    what: 'scripts of another kind',
    printed: [r`\sigma^0_j`, r`S^{z\,2}_j`, r`\sigma^{\alpha\beta}_j`],
    code: 'odd-scripts',
  },
  { what: 'a power or a label', printed: [r`J^{(2)} Z_0`, r`J_{zz}^{(1)} Z_0Z_1`], code: 'power-or-label' },
  {
    what: 'conditions behind a comma',
    printed: [r`J\sum_jZ_jZ_{j+1}, \quad J>0`, r`H=J\sum_{j}Z_jZ_{j+1},\ \ \ Z_{N+1}=Z_1`],
    code: 'side-condition',
  },
  {
    what: 'a complex conjugate',
    printed: [r`\sum_jS^+_jS^-_{j+1}+\mathrm{c.c.}`, 'S+_0 S-_1 + c.c.'],
    code: 'bare-hc',
  },
  { what: 'a level without a number', printed: [r`|n\rangle\langle n|`, r`\sum_j \ketbra{j}{j}`], code: 'free-level' },
  {
    what: 'a coupling and a spin in one word',
    printed: ['J_zS^z_j S^z_<j+1>', 'J_zS^z_jS^z_{j+1}', 'J_zZ_0', 'λ_zS^z_0'],
    code: 'bad-subscript',
  },
  { what: 'an angle along the chain', printed: [r`\sum_je^{i k j}Z_j`, r`\sum_n\cos(\pi n/7)Z_n`], code: 'site-phase' },
  {
    what: 'an angle without an end',
    printed: [r`\cos\theta J Z_0`, r`\sin\alpha\beta X_0`],
    code: 'function-without-brackets',
  },
  { what: 'an undeclared phase', printed: [r`\sum_j e^{i\phi}S^+_jS^-_{j+1}+\mathrm{h.c.}`], code: 'phase' },
];
