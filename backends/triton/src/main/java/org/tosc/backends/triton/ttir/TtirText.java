package org.tosc.backends.triton.ttir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.mlir.text.Assemblies;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirPrinter;
import org.tosc.backends.mlir.text.MlirPrinter.Places;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Program;

/// Writes a program as a module of TTIR.
///
/// ```java
/// String text = TtirText.pretty(program, "softmax_kernel");
/// ```
public final class TtirText {
  /// What torch and tosc allocate begins at a multiple of that many bytes.
  private static final long ALIGNMENT = 16;

  private TtirText() {}

  /// As Triton prints it.
  public static String pretty(Program program, String name) {
    return MlirPrinter.pretty(
        module(program, name, false), Assemblies.UPSTREAM.with(TritonAssembly.ROWS), Places.HIDDEN);
  }

  /// In the form that needs no knowledge of the operations.
  public static String generic(Program program, String name) {
    return MlirPrinter.generic(module(program, name, false), Places.HIDDEN);
  }

  /// The generic form with what `mlir-opt --irdl-file` asks for beside it: IRDL (LLVM 19) cannot
  /// mark operations as ends of regions, and counts operands in an attribute of its own.
  public static String checking(Program program, String name) {
    return MlirPrinter.generic(module(program, name, true), Places.HIDDEN);
  }

  private static MlirOperation module(Program program, String name, boolean isChecking) {
    Map<Pointer, MlirValue> pointers = new HashMap<>();
    List<MlirValue> parameters = new ArrayList<>();
    List<MlirAttribute> attributes = new ArrayList<>();
    for (Pointer pointer : program.pointers()) {
      MlirValue value = MlirValue.of(TtirTypes.pointer(pointer.element()), pointer.name());
      pointers.put(pointer, value);
      parameters.add(value);
      attributes.add(
          new MlirAttribute.Dictionary(Map.of("tt.divisibility", MlirAttribute.i32(ALIGNMENT))));
    }
    TtirBlock body = new TtirBlock(null);
    new TtirWriter(pointers, isChecking).statements(program.body(), body);
    body.writer().emit(MlirOperation.named("tt.return"));
    if (isChecking) {
      body.writer().emit(MlirOperation.named("omp.terminator"));
    }
    List<MlirType> inputs = parameters.stream().map(MlirValue::type).toList();
    MlirOperation function =
        MlirOperation.named("tt.func")
            .attribute("sym_name", MlirAttribute.of(name))
            .attribute("function_type", MlirAttribute.of(new MlirType.Func(inputs, List.of())))
            .attribute("sym_visibility", MlirAttribute.of("public"))
            .attribute("noinline", MlirAttribute.of(false))
            .attribute("arg_attrs", new MlirAttribute.Array(attributes))
            .region(MlirRegion.of(parameters, body.operations()))
            .build();
    return MlirOperation.named("builtin.module")
        .region(MlirRegion.of(List.of(), List.of(function)))
        .build();
  }
}
