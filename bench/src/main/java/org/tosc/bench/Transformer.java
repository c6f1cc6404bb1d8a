package org.tosc.bench;

/// The forward pass of GPT layers in TIR's text form: layernorm, attention of eight heads,
/// projection and residual, layernorm, two products with gelu, residual. 128 tokens, 256 numbers.
final class Transformer {
  private static final String ROWS = "tensor<[128, 256] x f32>";
  private static final String[] WEIGHTS = {
    "256",
    "256",
    "256, 256",
    "256",
    "256, 256",
    "256",
    "256, 256",
    "256",
    "256, 256",
    "256",
    "256",
    "256",
    "256, 1024",
    "1024",
    "1024, 256",
    "256"
  };

  private final StringBuilder text = new StringBuilder();
  private int next;

  private Transformer() {}

  /// `@gpt(x, weights…) -> rows`.
  static String text(int layers) {
    Transformer t = new Transformer();
    t.text.append("func @gpt(%0: ").append(ROWS);
    for (int i = 0; i < layers * WEIGHTS.length; i++) {
      t.text.append(", %%%d: tensor<[%s] x f32>".formatted(i + 1, WEIGHTS[i % WEIGHTS.length]));
    }
    t.text.append(") -> (").append(ROWS).append(") {\n");
    t.next = layers * WEIGHTS.length + 1;
    String x = "%0";
    for (int layer = 0; layer < layers; layer++) {
      x = t.layer(x, layer * WEIGHTS.length + 1);
    }
    return t.text.append("core.return(").append(x).append(")\n}\n").toString();
  }

  private String layer(String x, int w) {
    String y = op("layernorm", "", x, weight(w), weight(w + 1));
    String q = heads(linear(y, w + 2));
    String k = heads(linear(y, w + 4));
    String v = heads(linear(y, w + 6));
    String mixed = op("attention", "", q, k, v);
    String turned = op("transpose", " {perm = [1, 0, 2]}", mixed);
    String joined = op("reshape", " {shape = [128, 256]}", turned);
    String middle = op("add", "", x, linear(joined, w + 8));
    String z = op("layernorm", "", middle, weight(w + 10), weight(w + 11));
    String hidden = op("gelu", " {approximate = \"tanh\"}", linear(z, w + 12));
    return op("add", "", middle, linear(hidden, w + 14));
  }

  private String heads(String rows) {
    return op("transpose", " {perm = [1, 0, 2]}", op("reshape", " {shape = [128, 8, 32]}", rows));
  }

  private String linear(String rows, int w) {
    return op("add", "", op("matmul", "", rows, weight(w)), weight(w + 1));
  }

  private static String weight(int number) {
    return "%" + number;
  }

  private String op(String name, String attributes, String... operands) {
    text.append(
        "%%%d = tensor.%s(%s)%s%n".formatted(next, name, String.join(", ", operands), attributes));
    return "%" + next++;
  }
}
