package org.tosc.backends.mlir.text;

/// What counts places in memory.
public enum IndexType implements MlirType {
  INDEX;

  @Override
  public String toString() {
    return "index";
  }
}
