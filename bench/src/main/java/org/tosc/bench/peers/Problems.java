package org.tosc.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The problems by name: those of the table of `bench/run peers`, and more that goals name.
public final class Problems {
  private Problems() {}

  /// All of them, those of the table first.
  static List<Problem> all() {
    List<Problem> all = new ArrayList<>(table());
    for (int n : new int[] {8, 16, 32, 64, 2048}) {
      all.add(new Product(Product.Kind.GEMM, n, n, n));
    }
    for (int[] s : new int[][] {{16, 8192, 3072}, {128, 8192, 3072}, {512, 512, 512}}) {
      all.add(new Product(Product.Kind.MATMUL, s[0], s[1], s[2]));
      all.add(new Product(Product.Kind.BIAS_GELU, s[0], s[1], s[2]));
    }
    for (Problem problem : List.copyOf(all)) {
      if (problem instanceof Product p && p.kind() == Product.Kind.BIAS_GELU) {
        all.add(new Product(Product.Kind.BIAS_RELU, p.m(), p.n(), p.k()));
      }
    }
    all.add(new Attention(1, 512, 32, 96));
    all.add(new Convolution(256, 14, 256, 3, 1));
    all.add(new QuantisedProduct(1, 3072, 3072));
    all.add(new QuantisedProduct(1, 8192, 3072));
    return all;
  }

  /// The rows of the table, in order.
  static List<Problem> table() {
    List<Problem> all = new ArrayList<>();
    for (int n : new int[] {128, 256, 512, 1024, 100, 127, 333, 511, 1000}) {
      all.add(new Product(Product.Kind.GEMM, n, n, n));
    }
    for (int[] s : new int[][] {{128, 512, 512}, {32, 256, 256}, {1, 8192, 3072}}) {
      all.add(new Product(Product.Kind.MATMUL, s[0], s[1], s[2]));
      all.add(new Product(Product.Kind.BIAS_GELU, s[0], s[1], s[2]));
    }
    for (RowOperation.Kind kind : RowOperation.Kind.values()) {
      for (int rows : new int[] {1, 32, 512}) {
        all.add(new RowOperation(kind, rows, 3072));
      }
    }
    for (Elementwise.Kind kind :
        new Elementwise.Kind[] {Elementwise.Kind.SILUMUL, Elementwise.Kind.GELU_TANH}) {
      for (int rows : new int[] {1, 16, 512}) {
        all.add(new Elementwise(kind, rows, 8192));
      }
    }
    all.add(new Elementwise(Elementwise.Kind.ADD, 1, 16));
    all.add(new Attention(512, 512, 32, 96));
    all.add(new Convolution(64, 56, 64, 3, 1));
    all.add(new Convolution(3, 224, 64, 7, 2));
    all.add(new Convolution(64, 56, 256, 1, 1));
    return all;
  }

  /// Those whose operation or `operation:shape` begins with one of the words; the table for none.
  static List<Problem> of(List<String> words) {
    return words.isEmpty()
        ? table()
        : all().stream()
            .filter(p -> words.stream().anyMatch(w -> (p.op() + ":" + p.shape()).startsWith(w)))
            .toList();
  }

  /// The problem of an operation and a shape, where there is one.
  public static Optional<Problem> find(String op, String shape) {
    return all().stream().filter(p -> p.op().equals(op) && p.shape().equals(shape)).findFirst();
  }

  /// The problem of an operation and a shape.
  public static Problem named(String op, String shape) {
    return find(op, shape)
        .orElseThrow(() -> new IllegalArgumentException("no problem " + op + " " + shape));
  }
}
