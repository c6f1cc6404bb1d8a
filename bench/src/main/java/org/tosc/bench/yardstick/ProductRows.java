package org.tosc.bench.yardstick;

import static org.tosc.bench.yardstick.Quantity.CODE;
import static org.tosc.bench.yardstick.Quantity.JVM;
import static org.tosc.bench.yardstick.Quantity.LIBXSMM;
import static org.tosc.bench.yardstick.Quantity.ONEDNN;
import static org.tosc.bench.yardstick.Quantity.OPENBLAS;
import static org.tosc.bench.yardstick.Quantity.OURS;
import static org.tosc.bench.yardstick.Quantity.PEAK;

import java.util.ArrayList;
import java.util.List;

/// The rows of `perf.md`, section 10, about products of matrices of numbers in full.
final class ProductRows {
  private static final int[] SIZES = {100, 127, 128, 256, 333, 511, 512, 1000, 1024, 2048};
  private static final int[] SHARED = {128, 256, 512, 1000, 1024, 2048};

  /// Section 4's, but for 512x8192x3072, which takes most of a second a call.
  private static final List<String> FUSED =
      List.of(
          "1x8192x3072",
          "16x8192x3072",
          "128x8192x3072",
          "128x512x512",
          "512x512x512",
          "32x256x256");

  private ProductRows() {}

  static List<Row> all() {
    return List.of(oneThread(), twoThreads(), avx2(), small(), bytecode(), narrow(), fused());
  }

  private static Quantity gemm(int size) {
    return new Quantity("gemm", size + "x" + size + "x" + size, OURS, 1);
  }

  private static Row oneThread() {
    List<Goal> goals = new ArrayList<>();
    for (int n : SIZES) {
      Quantity ours = gemm(n);
      goals.add(
          Goal.of(
              n + "³ to oneDNN, packed",
              ours,
              new Comparison.TimesOf(ours.by(ONEDNN)),
              Bounds.stretch(1.12, 1.05, 1.0)));
      if (n >= 128 && n <= 512) {
        goals.add(
            Goal.of(
                n + "³ to OpenBLAS, Cooperlake",
                ours,
                new Comparison.TimesOf(ours.by(OPENBLAS)),
                Bounds.must(1.0)));
      }
      if (n >= 256 && n <= 1024) {
        goals.add(
            Goal.of(
                n + "³ of the peak beside",
                ours,
                new Comparison.ShareOf(ours.peakBeside()),
                Bounds.must(0.85)));
      }
    }
    return new Row("gemm", "GEMM f32 AVX-512, one thread", goals, List.of());
  }

  private static Row twoThreads() {
    List<Goal> goals = new ArrayList<>();
    for (int n : SHARED) {
      Quantity ours = gemm(n).on(2);
      if (n >= 256) {
        goals.add(
            Goal.of(
                n + "³ to our one thread",
                ours,
                new Comparison.Gain(gemm(n)),
                Bounds.good(1.85, 1.95)));
      }
      goals.add(
          Goal.of(
              n + "³ to oneDNN, packed, two threads",
              ours,
              new Comparison.TimesOf(ours.by(ONEDNN)),
              Bounds.good(1.12, 1.05)));
    }
    return new Row("gemm2", "GEMM f32, two threads", goals, List.of());
  }

  private static Row avx2() {
    List<Goal> goals = new ArrayList<>();
    for (int n : new int[] {128, 256, 512, 1024}) {
      Quantity ours = gemm(n).as("gemm-avx2").by(CODE);
      goals.add(
          Goal.of(
                  n + "³ of the peak of AVX2 beside",
                  ours,
                  new Comparison.ShareOf(ours.by(PEAK)),
                  Bounds.good(0.85, 0.92))
              .judged("of the measured peak, not of 144 GFLOP/s"));
    }
    return new Row("avx2", "GEMM f32, AVX2", goals, List.of());
  }

  /// Where LIBXSMM is not at hand, shares of the peak stand for it: it has 86, 98 and 99 % at 16,
  /// 32 and 64 (section 3).
  private static Row small() {
    List<Goal> goals = new ArrayList<>();
    int[] sizes = {16, 32, 64};
    double[] shares = {0.86, 0.98, 0.99};
    for (int i = 0; i < sizes.length; i++) {
      Quantity ours = gemm(sizes[i]).by(CODE);
      Goal instead =
          Goal.of(
                  sizes[i] + "³ of the peak beside, for LIBXSMM",
                  ours,
                  new Comparison.ShareOf(ours.by(PEAK)),
                  Bounds.good(shares[i] / 1.15, shares[i] / 1.05))
              .judged("LIBXSMM's share of the peak in section 3, by 1.15 and 1.05");
      goals.add(
          Goal.of(
                  sizes[i] + "³ to LIBXSMM",
                  ours,
                  new Comparison.TimesOf(ours.by(LIBXSMM)),
                  Bounds.good(1.15, 1.05))
              .orElse(instead));
    }
    Quantity sixteen = gemm(16).by(CODE);
    goals.add(
        Goal.of(
            "16³ to OpenBLAS, Cooperlake",
            sixteen,
            new Comparison.TimesOf(sixteen.by(OPENBLAS)),
            Bounds.must(1.0)));
    Quantity eight = gemm(8).by(CODE);
    goals.add(
        Goal.of(
                "8³ of the peak beside",
                eight,
                new Comparison.ShareOf(eight.by(PEAK)),
                new Bounds(Double.NaN, 1024 / 0.015e-6 / 289e9, Double.NaN))
            .judged("1024 operations in 0.015 µs, of 289 GFLOP/s"));
    return new Row("small", "small GEMM, static shapes", goals, List.of());
  }

  private static Row bytecode() {
    List<Goal> goals = new ArrayList<>();
    for (int n : new int[] {64, 128, 256, 512, 1024}) {
      Quantity ours = gemm(n).by(JVM);
      goals.add(
          Goal.of(
              n + "³ of the peak beside",
              ours,
              new Comparison.ShareOf(ours.peakBeside()),
              Bounds.good(0.70, 0.80)));
    }
    return new Row("bytecode", "GEMM by JVM bytecode", goals, List.of());
  }

  private static Row narrow() {
    List<Goal> goals = new ArrayList<>();
    for (int n : new int[] {256, 512, 1024}) {
      goals.add(narrow("bf16", "vdpbf16ps", n));
      goals.add(narrow("i8", "vpdpbusd", n));
    }
    return new Row("narrow", "bf16 and int8 GEMM", goals, List.of());
  }

  private static Goal narrow(String type, String instruction, int n) {
    Quantity ours = gemm(n).as("gemm-" + type).by(CODE);
    String what = "%d³ of %s, of the peak of `%s` beside".formatted(n, type, instruction);
    return Goal.of(what, ours, new Comparison.ShareOf(ours.by(PEAK)), Bounds.good(0.85, 0.95))
        .judged("of the measured peak, not of 577 and 1150");
  }

  private static Row fused() {
    List<Goal> goals = new ArrayList<>();
    for (String shape : FUSED) {
      fused(goals, "relu", shape, Bounds.good(1.02, 1.01));
      fused(goals, "gelu_tanh", shape, Bounds.good(1.08, 1.05));
    }
    return new Row("fused", "fused bias+ReLU, bias+GELU", goals, List.of());
  }

  private static void fused(List<Goal> goals, String after, String shape, Bounds overOwn) {
    Quantity ours = new Quantity("matmul+bias+" + after, shape, OURS, 1);
    String name = shape + " +" + after;
    goals.add(
        Goal.of(name + " to our matmul", ours, new Comparison.TimesOf(ours.as("matmul")), overOwn));
    goals.add(
        Goal.of(
            name + " to oneDNN, packed",
            ours,
            new Comparison.TimesOf(ours.by(ONEDNN)),
            Bounds.good(1.10, 1.0)));
    double gain =
        switch (shape) {
          case "128x512x512" -> 1.2;
          case "32x256x256" -> 1.7;
          case "16x8192x3072" -> 1.8;
          default -> Double.NaN;
        };
    if (!Double.isNaN(gain)) {
      goals.add(
          Goal.of(
              name + ", OpenBLAS and loops to it",
              ours,
              new Comparison.Gain(ours.by(OPENBLAS)),
              Bounds.must(gain)));
    }
  }
}
