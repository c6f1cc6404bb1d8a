package org.tosc.rt.value;

/// Marks an argument that the caller left out. The callee's prologue replaces it by the parameter's
/// default; it never reaches guest code.
public enum Missing {
  VALUE
}
