package org.tosc.frontend.neuro.check;

import java.util.List;
import java.util.Map;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Diagnostic.Edit;
import org.tosc.tir.source.Span;

/// Names of other languages for what Neuro-Lang calls differently.
final class Foreign {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("int", "i32"),
          Map.entry("long", "i64"),
          Map.entry("usize", "index"),
          Map.entry("size_t", "index"),
          Map.entry("isize", "i64"),
          Map.entry("float", "f32"),
          Map.entry("double", "f64"),
          Map.entry("half", "f16"),
          Map.entry("float16", "f16"),
          Map.entry("bfloat16", "bf16"),
          Map.entry("float32", "f32"),
          Map.entry("float64", "f64"),
          Map.entry("fp16", "f16"),
          Map.entry("fp32", "f32"),
          Map.entry("int8", "i8"),
          Map.entry("int32", "i32"),
          Map.entry("int64", "i64"),
          Map.entry("uint8", "u8"),
          Map.entry("byte", "u8"),
          Map.entry("boolean", "bool"),
          Map.entry("i1", "bool"),
          Map.entry("String", "str"),
          Map.entry("string", "str"),
          Map.entry("tile", "Tile"),
          Map.entry("tensor", "Tensor"),
          Map.entry("view", "View"),
          Map.entry("ViewMut", "View_mut"));

  private Foreign() {}

  /// The diagnostic with the name of this language as a fix, where there is one.
  static Diagnostic type(Diagnostic diagnostic, Span span, String name) {
    String ours = TYPES.get(name);
    return ours == null
        ? diagnostic
        : diagnostic
            .note("it is called `" + ours + "` here")
            .fix("write `" + ours + "`", List.of(new Edit(span, ours)));
  }
}
