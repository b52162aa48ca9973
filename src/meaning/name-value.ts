import { angleSymbol, fromSymbol } from '../exact/index.js';
import { type ComponentNode, type NameNode, bracketAfter, nameText, siteInside } from '../language/index.js';
import type { Operator } from '../spin/index.js';
import { type Span, refuse } from '../text/index.js';
import { refuseUnknown, refuseUnknownSited } from './names.js';
import { type Scope, inherit } from './scope.js';
import { refuseFermionParameter } from './fermions.js';
import { placed, sited } from './sites.js';
import { pi } from './time.js';
import { type Value, asOperator, describe, nowhere, scalarValue, vectorValue } from './value.js';

/** The value of a name: its definition, a density at its site, a phase, or a parameter (language rules 23 to 26). */
export function nameValue(node: NameNode, scope: Scope): Value {
  const { environment } = scope;
  if (node.vector && !environment.lookup(node.name)) return couplingVector(node, scope);
  const known = environment.lookup(node.name);
  if (known) {
    const argument = environment.argumentOf(node.name);
    if (argument !== undefined && bracketAfter(node.span.source.text, node.span.end) !== undefined) {
      refuse('defined-with-argument', `${node.name} is the name of what was defined as ${node.name}(${argument})`, {
        span: node.span,
        hint: `write ${node.name} without the brackets, and ${node.name}*(…) for a product`,
      });
    }
    inherit(scope.report, environment.assumptionsOf(node.name));
    return placed(known, node.span, scope);
  }
  if (node.name === 'pi') return scalarValue(fromSymbol(pi));
  if (node.name === 'true' || node.name === 'false') return { kind: 'boolean', boolean: node.name === 'true' };
  if (node.sited && environment.density(node.sited.name)) {
    return sited(node.sited.name, [node.sited.site], node.span, scope);
  }
  if (environment.density(node.name)) {
    const sites = environment
      .density(node.name)!
      .sites.map((s) => siteInside(s))
      .join(',');
    refuse('density-without-sites', `"${node.name}" is a density and needs its sites`, {
      span: node.span,
      hint: `write ${node.name}_<${sites}>`,
    });
  }
  if (node.sited?.site.relative) refuseUnknownSited(node.sited.name, [node.sited.site], node.span);
  refuseUnknown(node, environment);
  const { letter, site } = /^(?<letter>[cn])(?<site>[0-9]+)$/u.exec(node.name)?.groups ?? {};
  if (letter !== undefined && environment.usesFermions && !environment.isDeclared(node.name))
    refuseFermionParameter(letter, site!, node.span);
  if (environment.isPhase(node.name)) return phaseAngle(node.name, node.span, scope);
  const parameter = environment.parameter(node.name);
  scope.report.assumptions.parameters.set(node.name, parameter);
  return scalarValue(parameter);
}

/** A declared phase φ may occur only in exp(i φ), cos(φ) and sin(φ), since only e^{iφ} is known. */
function phaseAngle(name: string, span: Span, scope: Scope): Value {
  if (!scope.angle) {
    const shown = nameText(name);
    refuse('bare-phase', `${shown} is a phase, and no number`, {
      span,
      hint: `write exp(i ${shown}), cos(${shown}) or sin(${shown})`,
    });
  }
  scope.report.assumptions.parameters.set(name, scope.environment.parameter(name));
  return scalarValue(fromSymbol(angleSymbol(name)));
}

/** `\vec{D}` without a value is the vector of the couplings D_x, D_y, D_z (language rule 28). */
function couplingVector(node: NameNode, scope: Scope): Value {
  if (node.sited?.site.relative) refuseUnknownSited(node.sited.name, [node.sited.site], node.span);
  const component = (axis: 'x' | 'y' | 'z'): Operator => {
    const coupling = nameValue({ kind: 'name', span: node.span, name: componentName(node.name, axis) }, scope);
    return (
      asOperator(coupling) ??
      refuse('not-an-operator', `${describe(coupling)} is a component of ${nameText(node.name)}`, { span: node.span })
    );
  };
  return vectorValue(component('x'), component('y'), component('z'), nowhere);
}

function componentName(of: string, axis: string): string {
  return of.includes('_') ? `${of}${axis}` : `${of}_${axis}`;
}

/** `h^z` of a name without a value is the coupling h_z, as papers print it (language rule 28). */
export function componentCoupling(
  { of, axis, span, bare }: ComponentNode,
  { environment }: Scope,
): NameNode | undefined {
  if (!bare || of.kind !== 'name' || environment.lookup(of.name) || environment.density(of.name)) return undefined;
  if (of.sited?.site.relative || (of.sited && environment.density(of.sited.name)) || of.name === 'pi') return undefined;
  if (of.sited && environment.isOperator(of.sited.name)) {
    refuse('not-a-density', `"${of.sited.name}" is defined without sites`, {
      span,
      hint: `write ${of.sited.name}^${axis}`,
    });
  }
  const name = componentName(of.name, axis);
  // g^z_1 beside a known g has probably lost an S.
  const stem = /^(?<stem>[^\s^_]+) ?\^/u.exec(span.source.text.slice(span.start, span.end))?.groups?.stem;
  const known = [of.name, ...(stem === undefined ? [] : [stem])].find((one) => environment.isKnown(one));
  if (known !== undefined && !environment.isKnown(name)) {
    refuse('unknown-name', `${nameText(name)} is not known, and ${nameText(known)} is a name of its own`, {
      span,
      hint: `for the product with a spin write ${nameText(known)} S^${axis}${known === of.name ? '_j' : `_${of.name.slice(known.length).replace(/^_/u, '')}`}; for a coupling of this name, declare it: param ${name} real`,
    });
  }
  return { kind: 'name', span, name };
}
