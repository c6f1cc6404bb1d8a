package org.tosc.driver.model;

import java.util.Arrays;
import java.util.Set;

/// Every family's forward pass in loops over `double`, the whole text at once and without a cache.
/// Written from the models' papers, their `modeling_*.py` in Hugging Face's transformers, and
/// `src/models/*.cpp` of llama.cpp, by the family's name and the keys of the file; nothing of
/// `org.tosc.models.transformer` is used.
final class ReferenceTransformer {
  private final TinyModel model;
  private final TinyModel.Sizes s;
  private final ReferenceRotary rotary;
  private final Set<Rounding> roundings;
  private final Ties ties;

  /// What a transformer rounds where its weights have few bits.
  enum Rounding {
    /// Rows that are multiplied by weights in blocks, to blocks of `q8_0`.
    ROWS,
    /// Keys and values, to `f16`.
    CACHE
  }

  ReferenceTransformer(TinyModel model, Rounding... roundings) {
    this(model, Ties.none(), roundings);
  }

  /// @param ties rounds what becomes blocks of `q8_0`, and the bits of what becomes `f16`
  ReferenceTransformer(TinyModel model, Ties ties, Rounding... roundings) {
    this.model = model;
    this.ties = ties;
    this.roundings = Set.of(roundings);
    this.s = model.sizes();
    this.rotary = ReferenceRotary.of(model);
  }

  /// The logits after each token.
  double[][] logits(int... text) {
    double[][] rows = hidden(text);
    String output = model.has("output.weight") ? "output.weight" : "token_embd.weight";
    double cap = model.number("final_logit_softcapping", 0);
    double[][] logits = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      logits[i] = product(norm(rows[i], "output_norm"), output);
      for (int j = 0; cap > 0 && j < logits[i].length; j++) {
        logits[i][j] = cap * Math.tanh(logits[i][j] / cap);
      }
    }
    return logits;
  }

  /// The rows after the last layer.
  double[][] hidden(int... text) {
    double[][] x = new double[text.length][];
    for (int i = 0; i < text.length; i++) {
      x[i] = entry(text[i], i);
    }
    for (int layer = 0; layer < s.layers(); layer++) {
      x = layer(x, layer);
    }
    return x;
  }

  private boolean is(String... families) {
    return Set.of(families).contains(model.family());
  }

  private double[] entry(int token, int position) {
    double[] row = row("token_embd.weight", token);
    double scale = is("gemma", "gemma2") ? Math.sqrt((double) s.width()) : 1;
    for (int j = 0; j < row.length; j++) {
      row[j] *= scale;
    }
    if (is("bert")) {
      row = sum(row, row("token_types.weight", 0));
    }
    if (is("bert", "gpt2")) {
      row = sum(row, row("position_embd.weight", position));
    }
    return is("bert") ? norm(row, "token_embd_norm") : row;
  }

  private double[] row(String table, int number) {
    double[] row = new double[s.width()];
    System.arraycopy(model.cells(table), number * s.width(), row, 0, s.width());
    return row;
  }

  private double[][] layer(double[][] x, int layer) {
    String blk = "blk." + layer + ".";
    int n = x.length;
    double[][] q = new double[n][];
    double[][] k = new double[n][];
    double[][] v = new double[n][];
    int queries = s.heads() * s.headSize();
    int keys = s.kvHeads() * s.headSize();
    for (int i = 0; i < n; i++) {
      double[] h = is("bert") ? x[i] : norm(x[i], blk + "attn_norm");
      if (is("gpt2", "phi3")) {
        double[] all = linear(h, blk + "attn_qkv");
        q[i] = part(all, 0, queries);
        k[i] = part(all, queries, keys);
        v[i] = part(all, queries + keys, keys);
      } else {
        q[i] = linear(h, blk + "attn_q");
        k[i] = linear(h, blk + "attn_k");
        v[i] = linear(h, blk + "attn_v");
      }
      heads(q[i], blk + "attn_q_norm", i);
      heads(k[i], blk + "attn_k_norm", i);
      if (roundings.contains(Rounding.CACHE)) {
        k[i] = halves(k[i]);
        v[i] = halves(v[i]);
      }
    }
    double[][] attended = attention(q, k, v, layer);
    double[][] out = new double[n][];
    for (int i = 0; i < n; i++) {
      out[i] = network(x[i], linear(attended[i], blk + "attn_output"), blk);
    }
    return out;
  }

  /// Rounded to `f16`.
  private double[] halves(double[] x) {
    return Arrays.stream(x).map(this::half).toArray();
  }

  /// With 11 bits, or, below the smallest normal number, in steps of `2^-24`.
  private double half(double x) {
    double step = Math.scalb(1.0, Math.max(Math.getExponent(x), -14) - 10);
    return ties.round(x / step) * step;
  }

  private double[] network(double[] x, double[] attended, String blk) {
    if (is("bert")) {
      double[] middle = norm(sum(x, attended), blk + "attn_output_norm");
      return norm(sum(middle, feedForward(middle, blk)), blk + "layer_output_norm");
    }
    boolean isGemma2 = is("gemma2");
    double[] middle = sum(x, isGemma2 ? norm(attended, blk + "post_attention_norm") : attended);
    double[] y = feedForward(norm(middle, blk + "ffn_norm"), blk);
    return sum(middle, isGemma2 ? norm(y, blk + "post_ffw_norm") : y);
  }

  private double[] feedForward(double[] h, String blk) {
    double[] up = linear(h, blk + "ffn_up");
    double[] gate;
    if (is("phi3")) {
      gate = part(up, 0, s.feedForward());
      up = part(up, s.feedForward(), s.feedForward());
    } else if (is("gpt2", "bert")) {
      gate = up;
      up = null;
    } else {
      gate = linear(h, blk + "ffn_gate");
    }
    double[] y = new double[gate.length];
    for (int j = 0; j < y.length; j++) {
      y[j] = activation(gate[j]) * (up == null ? 1 : up[j]);
    }
    return linear(y, blk + "ffn_down");
  }

  private double activation(double x) {
    return switch (model.family()) {
      case "bert" -> x * ReferenceErf.normalCdf(x);
      case "gpt2", "gemma", "gemma2" ->
          0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      default -> x / (1 + Math.exp(-x));
    };
  }

  /// Normalises heads where there is a weight for it, and turns them.
  private void heads(double[] all, String norm, int position) {
    for (int at = 0; at < all.length; at += s.headSize()) {
      double[] head = part(all, at, s.headSize());
      if (is("qwen3")) {
        head = norm(head, norm);
      }
      if (!is("gpt2", "bert")) {
        rotary.turn(head, position);
      }
      System.arraycopy(head, 0, all, at, head.length);
    }
  }

  private double[][] attention(double[][] q, double[][] k, double[][] v, int layer) {
    int n = q.length;
    int group = s.heads() / s.kvHeads();
    int window = (int) model.number("attention.sliding_window", 0);
    boolean isLocal = window > 0 && (!is("gemma2") || layer % 2 == 0);
    double cap = model.number("attn_logit_softcapping", 0);
    double[][] out = new double[n][s.heads() * s.headSize()];
    for (int i = 0; i < n; i++) {
      int first = isLocal ? Math.max(0, i - window + 1) : 0;
      int last = is("bert") ? n - 1 : i;
      for (int head = 0; head < s.heads(); head++) {
        double[] weight = new double[n];
        double all = 0;
        for (int j = first; j <= last; j++) {
          double score = 0;
          for (int f = 0; f < s.headSize(); f++) {
            score += q[i][head * s.headSize() + f] * k[j][head / group * s.headSize() + f];
          }
          score /= Math.sqrt((double) s.headSize());
          weight[j] = Math.exp(cap > 0 ? cap * Math.tanh(score / cap) : score);
          all += weight[j];
        }
        for (int j = first; j <= last; j++) {
          for (int f = 0; f < s.headSize(); f++) {
            out[i][head * s.headSize() + f] +=
                weight[j] / all * v[j][head / group * s.headSize() + f];
          }
        }
      }
    }
    return out;
  }

  private double[] norm(double[] x, String weight) {
    double[] gamma = model.cells(weight + ".weight");
    boolean isLayer = is("gpt2", "bert");
    double mean = 0;
    for (int j = 0; isLayer && j < x.length; j++) {
      mean += x[j] / x.length;
    }
    double square = 0;
    for (double number : x) {
      square += (number - mean) * (number - mean) / x.length;
    }
    String key = isLayer ? "attention.layer_norm_epsilon" : "attention.layer_norm_rms_epsilon";
    double scale = 1 / Math.sqrt(square + model.number(key, Double.NaN));
    double[] beta = isLayer ? model.cells(weight + ".bias") : new double[x.length];
    double[] y = new double[x.length];
    for (int j = 0; j < y.length; j++) {
      y[j] = (x[j] - mean) * scale * gamma[j] + beta[j];
    }
    return y;
  }

  private double[] linear(double[] x, String weight) {
    double[] y = product(x, weight + ".weight");
    return model.has(weight + ".bias") ? sum(y, model.cells(weight + ".bias")) : y;
  }

  private double[] product(double[] x, String weight) {
    double[] w = model.cells(weight);
    double[] rounded = roundings.contains(Rounding.ROWS) ? rounded(x) : x;
    double[] y = new double[w.length / x.length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += w[i * x.length + j] * rounded[j];
      }
    }
    return y;
  }

  /// `quantize_row_q8_0_ref` of ggml, and back.
  private double[] rounded(double[] x) {
    double[] y = new double[x.length];
    for (int at = 0; at < x.length; at += 32) {
      double most = 0;
      for (int i = at; i < at + 32; i++) {
        most = Math.max(most, Math.abs(x[i]));
      }
      double step = most / 127;
      double stored = half(step);
      for (int i = at; i < at + 32; i++) {
        y[i] = ties.round(x[i] / step) * stored;
      }
    }
    return y;
  }

  private static double[] part(double[] x, int from, int count) {
    double[] y = new double[count];
    System.arraycopy(x, from, y, 0, count);
    return y;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] c = new double[a.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = a[i] + b[i];
    }
    return c;
  }
}
