package org.tosc.backends.mlir.text;

/// How one kind of operation is written in its own form, behind its results and ` = `.
@FunctionalInterface
public interface AssemblyFormat {
  void write(MlirOperation operation, OperationText out);
}
