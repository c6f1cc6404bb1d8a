package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.mlir.Texts;
import org.tosc.backends.machines.mlir.ir.FloatKind;

/// Kernels of gpu, launched by a function that is put behind them.
class GpuKernelsTest {
  private static String launched(String kernel, String parameters, String body) {
    String text = Texts.kernel(kernel).stripTrailing();
    int end = text.lastIndexOf('}');
    return text.substring(0, end)
        + "  func.func @main("
        + parameters
        + ") {\n    %c1 = arith.constant 1 : index\n"
        + body
        + "    return\n  }\n}\n";
  }

  @Test
  void sumsByShuffles() {
    String rows = "%x: memref<1024x256xf32>, %out: memref<1024xf32>";
    String text =
        launched(
            "gpu_rowsum",
            rows,
            """
                %n = arith.constant 16 : index
                %t = arith.constant 32 : index
                gpu.launch_func @kernels::@lse blocks in (%n, %c1, %c1)
                  threads in (%t, %c1, %c1) args(%x : memref<1024x256xf32>, %out : memref<1024xf32>)
            """);
    Call call = new Call(text, "main").random(1);
    double[] x = call.values(0);
    call.run();
    for (int row = 0; row < 16; row++) {
      double sum = 0;
      for (int j = 0; j < 256; j++) {
        sum += Math.exp(x[row * 256 + j]);
      }
      assertEquals(Math.log(sum), call.values(1)[row], 1e-5);
    }
  }

  @Test
  void matricesOfSubgroups() {
    String text =
        launched(
            "gpu_wmma",
            "%a: memref<64x64xf16>, %b: memref<64x64xf16>, %c: memref<64x64xf32>",
            """
                %n = arith.constant 4 : index
                %t = arith.constant 32 : index
                gpu.launch_func @kernels::@mm blocks in (%n, %n, %c1) threads in (%t, %c1, %c1)
                  args(%a : memref<64x64xf16>, %b : memref<64x64xf16>, %c : memref<64x64xf32>)
            """);
    Call call = new Call(text, "main").random(2);
    double[] a = call.values(0);
    double[] b = call.values(1);
    Counts counts = call.run().counts();
    double[] c = call.values(2);
    for (int i = 0; i < c.length; i++) {
      double sum = 0;
      for (int k = 0; k < 64; k++) {
        sum += a[i / 64 * 64 + k] * b[k * 64 + i % 64];
      }
      assertEquals(sum, c[i], 1e-5 * Math.max(1, Math.abs(sum)));
    }
    assertEquals(2 * 64 * 64 * 64, counts.flops());
  }

  @Test
  void guardedThreads() {
    String memory = "memref<1048576xf32>";
    String text =
        launched(
            "gpu_vecadd",
            "%n: i32, %a: f32, %x: " + memory + ", %y: " + memory,
            """
                %g = arith.constant 2 : index
                %t = arith.constant 64 : index
                gpu.launch_func @kernels::@saxpy blocks in (%g, %c1, %c1) threads in (%t, %c1, %c1)
                  args(%n : i32, %a : f32, %x : memref<1048576xf32>, %y : memref<1048576xf32>)
            """);
    Call call = new Call(text, "main").number(100).number(FloatKind.F32.encode(1.5));
    double[] values = new double[1 << 20];
    values[99] = 2;
    values[100] = 2;
    call.elements(FloatKind.F32, values).elements(FloatKind.F32, values);
    call.run();
    assertEquals(5, call.values(3)[99]);
    assertEquals(2, call.values(3)[100]);
  }

  @Test
  void threadsThatDoNotMeetAreTold() {
    String text =
        """
        func.func @f() {
          %c1 = arith.constant 1 : index
          %c2 = arith.constant 2 : index
          %c0 = arith.constant 0 : index
          gpu.launch blocks(%a, %b, %c) in (%g = %c1, %h = %c1, %i = %c1)
                     threads(%x, %y, %z) in (%s = %c2, %t = %c1, %u = %c1) {
            %first = arith.cmpi eq, %x, %c0 : index
            scf.if %first {
              gpu.barrier
            } else {
              %i32 = arith.constant 32 : i32
              %v, %p = gpu.shuffle xor %i32, %i32, %i32 : i32
            }
            gpu.terminator
          }
          return
        }
        """;
    assertEquals(
        "5:3: `gpu.launch` ends the program: threads wait for each other at different places, and"
            + " none can go on",
        new Call(text, "f").stopped());
  }
}
