package org.tosc.backends.mlir.text;

/// The forms of all dialects of upstream MLIR that are printed here.
public final class Assemblies {
  public static final Assembly UPSTREAM =
      Assembly.of(ControlAssembly.ROWS)
          .with(ArithAssembly.ROWS)
          .with(TensorAssembly.ROWS)
          .with(GpuAssembly.ROWS)
          .with(TransformAssembly.ROWS);

  private Assemblies() {}
}
