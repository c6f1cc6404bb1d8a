package org.tosc.driver.cost;

import java.util.ArrayList;
import java.util.List;

/// Kernels whose loops are measured, with operands that fit the first-level cache.
final class Workloads {
  /// @param text a function `@f` of one group
  record Workload(String name, String text) {}

  private Workloads() {}

  private static Workload of(String name, String parameters, String results, String... ops) {
    List<String> lines = new ArrayList<>();
    lines.add("func @f(" + types(parameters) + ") -> (" + types(results) + ") {");
    for (String op : ops) {
      lines.add("  " + op);
    }
    lines.add("  core.return(" + returned(results, ops) + ")\n}\n");
    return new Workload(name, String.join("\n", lines));
  }

  /// `%0: f32 [3072], …` from `3072xf32 …`; shapes and elements as commands take them.
  private static String types(String list) {
    List<String> types = new ArrayList<>();
    boolean named = list.startsWith("%");
    int number = 0;
    for (String type : list.replace("%", "").split(" ", -1)) {
      int at = type.lastIndexOf('x');
      String shape = type.substring(0, at).replace("x", ", ");
      String text = "tensor<[" + shape + "] x " + type.substring(at + 1) + ">";
      types.add(named ? "%" + number++ + ": " + text : text);
    }
    return String.join(", ", types);
  }

  /// The last values: as many as there are results.
  private static String returned(String results, String... ops) {
    int count = results.split(" ", -1).length;
    List<String> names = new ArrayList<>();
    for (String op : List.of(ops).subList(ops.length - count, ops.length)) {
      names.add(op.substring(0, op.indexOf(' ')));
    }
    return String.join(", ", names);
  }

  private static Workload elementwise(String name, String inputs, String... ops) {
    return of(name, inputs, "3072xf32", ops);
  }

  private static Workload product(String name, int m, int k, int n) {
    return of(
        name,
        "%%%dx%dxf32 %dx%dxf32".formatted(m, k, k, n),
        "%dx%dxf32".formatted(m, n),
        "%2 = tensor.matmul(%0, %1)");
  }

  private static final String ONE = "%3072xf32";
  private static final String TWO = "%3072xf32 3072xf32";

  private static final List<Workload> ELEMENTWISE =
      List.of(
          elementwise("add", TWO, "%2 = tensor.add(%0, %1)"),
          elementwise("mul, add", TWO, "%2 = tensor.mul(%0, %1)", "%3 = tensor.add(%2, %1)"),
          elementwise("div", TWO, "%2 = tensor.div(%0, %1)"),
          elementwise("sqrt", ONE, "%1 = tensor.abs(%0)", "%2 = tensor.sqrt(%1)"),
          elementwise("relu", ONE, "%1 = tensor.relu(%0)"),
          elementwise("exp", ONE, "%1 = tensor.exp(%0)"),
          elementwise("log", ONE, "%1 = tensor.abs(%0)", "%2 = tensor.log(%1)"),
          elementwise("tanh", ONE, "%1 = tensor.tanh(%0)"),
          elementwise("sigmoid", ONE, "%1 = tensor.sigmoid(%0)"),
          elementwise("silu, mul", TWO, "%2 = tensor.silu(%0)", "%3 = tensor.mul(%2, %1)"),
          elementwise("gelu", ONE, "%1 = tensor.gelu(%0)"),
          elementwise("gelu_tanh", ONE, "%1 = tensor.gelu(%0) {approximate = \"none\"}"),
          elementwise("sin", ONE, "%1 = tensor.sin(%0)"),
          elementwise("where", TWO, "%2 = tensor.gt(%0, %1)", "%3 = tensor.where(%2, %0, %1)"));

  private static final List<Workload> ROWS =
      List.of(
          of("sum", ONE, "1xf32", "%1 = tensor.reduce_sum(%0) {axis = [0], keepdims = true}"),
          of("max", ONE, "1xf32", "%1 = tensor.reduce_max(%0) {axis = [0], keepdims = true}"),
          of("softmax", "%1x3072xf32", "1x3072xf32", "%1 = tensor.softmax(%0)"),
          of(
              "layernorm",
              "%1x2048xf32 2048xf32 2048xf32",
              "1x2048xf32",
              "%3 = tensor.layernorm(%0, %1, %2)"),
          of("rmsnorm", "%1x3072xf32 3072xf32", "1x3072xf32", "%2 = tensor.rmsnorm(%0, %1)"),
          of(
              "softmax of columns",
              "%128x32xf32",
              "128x32xf32",
              "%1 = tensor.softmax(%0) {axis = 0}"),
          of("sum of columns", "%128x64xf32", "64xf32", "%1 = tensor.reduce_sum(%0) {axis = [0]}"),
          of("rope", "%8x256xf32", "8x256xf32", "%1 = tensor.rope(%0)"));

  private static final List<Workload> PRODUCTS =
      List.of(
          product("matmul 14x128x32", 14, 128, 32),
          product("matmul 8x128x48", 8, 128, 48),
          product("matmul 6x128x64", 6, 128, 64),
          product("matmul 28x48x64", 28, 48, 64),
          product("matmul 4x256x16", 4, 256, 16),
          product("matmul 1x96x96", 1, 96, 96),
          product("matmul 13x100x35", 13, 100, 35),
          of(
              "matmul, bias, gelu",
              "%14x96x" + "f32 96x32xf32 32xf32",
              "14x32xf32",
              "%3 = tensor.matmul(%0, %1)",
              "%4 = tensor.add(%3, %2)",
              "%5 = tensor.gelu(%4)"),
          of(
              "turned weights, 1 row",
              "%1x512xf32 16x512xf32",
              "1x16xf32",
              "%2 = tensor.transpose(%1) {perm = [1, 0]}",
              "%3 = tensor.matmul(%0, %2)"),
          of(
              "turned weights, 4 rows",
              "%4x512xf32 12x512xf32",
              "4x12xf32",
              "%2 = tensor.transpose(%1) {perm = [1, 0]}",
              "%3 = tensor.matmul(%0, %2)"),
          of(
              "attention",
              "%1x1x16x64xf32 1x1x48x64xf32 1x1x48x64xf32",
              "1x1x16x64xf32",
              "%3 = tensor.attention(%0, %1, %2)"),
          of(
              "conv 3x3",
              "%1x10x10x16xf32 32x3x3x16xf32",
              "1x8x8x32xf32",
              "%2 = tensor.conv2d(%0, %1)"));

  private static final List<Workload> NARROW =
      List.of(
          narrow("f16"),
          narrow("bf16"),
          narrow("i8"),
          narrow("q8_0"),
          narrow("q4_0"),
          of("f16 sums", "%4096xf16 4096xf16", "4096xf16", "%2 = tensor.add(%0, %1)"),
          of("bf16 products", "%4096xbf16 4096xbf16", "4096xbf16", "%2 = tensor.mul(%0, %1)"));

  /// A row by turned weights of fewer bits.
  private static Workload narrow(String type) {
    return of(
        type + " weights, 1 row",
        "%1x1024xf32 12x1024x" + type,
        "1x12xf32",
        "%2 = tensor.cast(%1) {dtype = type f32}",
        "%3 = tensor.transpose(%2) {perm = [1, 0]}",
        "%4 = tensor.matmul(%0, %3)");
  }

  /// All of them.
  static List<Workload> all() {
    List<Workload> all = new ArrayList<>(ELEMENTWISE);
    all.addAll(ROWS);
    all.addAll(PRODUCTS);
    all.addAll(NARROW);
    return all;
  }
}
