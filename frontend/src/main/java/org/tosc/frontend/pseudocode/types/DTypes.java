package org.tosc.frontend.pseudocode.types;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// The dtypes of the language by name; `bool` is i1 in TIR.
public final class DTypes {
  private static final Map<String, Scalar> BY_NAME = new LinkedHashMap<>();

  static {
    for (Scalar scalar :
        new Scalar[] {
          Scalar.F64,
          Scalar.F32,
          Scalar.F16,
          Scalar.BF16,
          Scalar.F8E4M3,
          Scalar.F8E5M2,
          Scalar.NVFP4,
          Scalar.I64,
          Scalar.I32,
          Scalar.I16,
          Scalar.I8,
          Scalar.I4,
          Scalar.U8,
          Scalar.Q8_0,
          Scalar.Q4_0
        }) {
      BY_NAME.put(scalar.text(), scalar);
    }
  }

  private DTypes() {}

  /// The dtype that a bare name means; `bool` is a built-in function of that name as well, so it is
  /// a dtype only where one is asked for ([#wanted]).
  public static @Nullable Scalar named(String name) {
    return BY_NAME.get(name);
  }

  /// The dtype that a name means where a dtype is asked for.
  public static @Nullable Scalar wanted(String name) {
    return name.equals("bool") ? Scalar.I1 : BY_NAME.get(name);
  }

  public static String name(Scalar scalar) {
    return scalar == Scalar.I1 ? "bool" : scalar.text();
  }

  public static Iterable<String> names() {
    return BY_NAME.keySet();
  }
}
