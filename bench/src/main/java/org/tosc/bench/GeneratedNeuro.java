package org.tosc.bench;

import java.util.Locale;

/// Programs of Neuro-Lang of any length in which every construct of the language has the share that
/// the samples give it: host code, then kernels over tiles and views, then types.
///
/// The same length gives the same program. Each block is 120 lines or so, has its own numbers, and
/// calls the block before it.
final class GeneratedNeuro {
  private static final String TYPES =
      """
      /// What block @ works on.
      struct Item@ { name: str, size: i64, weight: f32 }

      enum Step@ {
          Rest,
          Move(i64),
          Turn { by: f64, times: i64 },
      }

      struct Pair@<A, B> { first: A, second: B }

      impl Item@ {
          fn make(size: i64, weight: f32 = 0.5) -> Item@ {
              Item@ { name: "item @", size, weight }
          }
          fn grown(self, by: i64 = #2) -> Self {
              Item@ { size: self.size + by, ..self }
          }
          fn total(self) -> f32 { self.weight * (self.size as f32) }
      }

      impl Step@ {
          fn cost(self, n: i64) -> i64 {
              match self {
                  Step@::Rest => 0,
                  Step@::Move(0) => 1,
                  Step@::Move(d) if d < 0 => -d * n,
                  Step@::Move(d) => d * n,
                  Step@::Turn { by, times } => times + (floor(by) as i64),
              }
          }
      }

      impl<A: Copy, B: Copy> Pair@<A, B> {
          fn swap(self) -> Pair@<B, A> { Pair@ { first: self.second, second: self.first } }
      }

      """;

  private static final String HOST =
      """
      const LIMIT@ = 1#1;

      fn word@(n: i64) -> str {
          match n {
              0 => "none",
              1 | 2 => "few",
              3..=9 => "some",
              LIMIT@ => "at the limit",
              _ if n % #2 == 0 => "even",
              _ => "many",
          }
      }

      @inline
      fn clamped@<T: Number>(x: T, low: T, high: T) -> T {
          if x < low { low } else if x > high { high } else { x }
      }

      fn work@(n: i64, x: f32) -> f32 {
          var total = 0.0f32;
          var i = n;
          while i > 0 {
              if i % #2 == 0 { total += x * (i as f32); } else { total = max(total, x); }
              i -= 1;
          }
          for j in 0..n {
              if j == #1 { continue; }
              if total > 1.0e6 { break; }
              total = clamped@(total + (j as f32) * 0.25, -1.0e3, 1.0e3);
          }
          // What is left over from the block before.
          total + before@(n % 3)
      }

      fn mean@<N>(values: [f64; N]) -> f64 {
          var sum = 0.0;
          for v in values { sum += v; }
          sum / (N as f64)
      }

      fn rows@<M, N>(v: View<[M, N], f32>) -> f64 {
          var sum = 0.0;
          for i in 0..M {
              for j in 0..N { sum += (v[i, j] as f64) * (#2 as f64); }
          }
          sum
      }

      """;

  private static final String KERNELS =
      """
      /// A product with a bias, kernel @.
      @kernel
      fn linear@<K>(x: Tile<#1, K, f16>, w: Tile<K, 16, f16>, b: Tile<1, 16, f32>) -> Tile<#1, 16, f32>
      where K % 4 == 0 {
          let sum = dot(x, w) + b;
          gelu(sum) * 0.5
      }

      @kernel
      fn softmax@(x: Tile<4, 64, f32>) -> Tile<4, 64, f32> {
          let e = exp(x - max(x, axis = 1));
          e / sum(e, axis = 1)
      }

      @kernel
      fn attend@(q: View<[?, ?], f32>, k: View<[?, ?], f32>, out: View_mut<[?, ?], f32>, scale: f32) {
          let i = program_id(0);
          let queries: Tile<8, 16, f32> = load(q, [i, 0], pad = 0.0);
          var largest = full([8, 1], -1.0e30, f32);
          var acc = zeros([8, 16]);
          for j in 0..ceil_div(k.dim(0), 8) {
              let keys: Tile<8, 16, f32> = load(k, [j, 0], pad = 0.0);
              let scores = dot(queries, keys.transpose()) * scale;
              let now = max(largest, max(scores, axis = 1));
              let weights = exp(scores - now);
              acc = acc * exp(largest - now) + dot(weights, keys);
              largest = now;
          }
          store(out, [i, 0], acc);
      }

      @kernel
      fn sweep@(from: View<[?, ?], f32>, to: View_mut<[?, ?], f32>) {
          let i = program_id(0) + 1;
          for j in 1..from.dim(1) - 1 {
              to[i, j] = 0.25 * (from[i - 1, j] + from[i + 1, j] + from[i, j - 1] + from[i, j + 1]);
          }
      }

      @kernel
      fn count@(x: View<[?], f32>, counts: View_mut<[?], i32>) {
          let t: Tile<16, f32> = load(x, [program_id(0)], pad = -1.0);
          let bins = counts.dim(0) as f32;
          for i in 0..16 {
              if t[i] >= 0.0 { atomic_add(counts, [min(t[i] * bins, bins - 1.0) as i64], 1); }
          }
      }

      """;

  private static final String USE =
      """
      fn before@(n: i64) -> f32 { BEFORE }

      fn use@() -> f64 {
          let a = Tensor::rand([#1, 20], f16, seed = @);
          let w = Tensor::rand([20, 33], f16, seed = #2);
          let b = Tensor::full([1, 33], 0.5, f32);
          let y = linear@::<8>(a.view(), w.view(), b.view());
          let s = softmax@(y.view());
          var t = Tensor::zeros([#1, 33], f32);
          sweep@[grid(#1 - 2)](s.view(), t.view_mut());
          var counts = Tensor::zeros([8], i32);
          let flat = Tensor::rand([200], f32, seed = #2);
          count@[grid(ceil_div(200, 16))](flat.view(), counts.view_mut());
          let item = Item@::make(#1).grown(by = 3);
          let swapped = Pair@ { first: item.size, second: word@(item.size) }.swap();
          let steps = [Step@::Rest, Step@::Move(4), Step@::Turn { by: 1.5, times: #2 }];
          var cost = 0;
          for step in steps { cost += step.cost(item.size); }
          let (low, high) = (mean@([1.0, 2.5, #2.0]), rows@(t.view()));
          print("block @", swapped.first, cost, low);
          high + (item.total() as f64) + (work@(cost, 0.25f32) as f64)
      }

      """;

  private GeneratedNeuro() {}

  /// A program of so many lines, or a few less than a block more.
  static String program(int lines) {
    StringBuilder text = new StringBuilder();
    StringBuilder main = new StringBuilder("fn main() {\n    var sum = 0.0;\n");
    int have = 3;
    for (int block = 0; have < lines; block++) {
      String made = block(block);
      text.append(made);
      main.append("    sum += use").append(block).append("();\n");
      have += (int) made.lines().count() + 1;
    }
    return text.append(main).append("    print(sum);\n}\n").toString();
  }

  private static String block(int number) {
    String before = number == 0 ? "n as f32" : "work" + (number - 1) + "(n, 0.5)";
    return (TYPES + HOST + KERNELS + USE)
        .replace("BEFORE", before)
        .replace("@kernel", "\0kernel")
        .replace("@inline", "\0inline")
        .replace("@", String.format(Locale.ROOT, "%d", number))
        .replace('\0', '@')
        .replace("#1", Integer.toString(4 + number % 13))
        .replace("#2", Integer.toString(2 + number % 7));
  }
}
