package org.tosc.driver.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.code.GuardedMemory;
import org.tosc.backends.x86.cpu.CpuFeature;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Kernel;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.TensorOp;

/// Machine code of each kind of kernel, of some lengths around those of vectors, touches nothing
/// but its buffers and computes what the oracle does. All lengths: [LengthCampaign].
class LengthsTest {
  private static final String SOME = "0-1,15,33,65";

  /// These have several results.
  private static final Set<TensorOp> SEVERAL = EnumSet.of(TensorOp.SPLIT, TensorOp.TOPK);

  /// These have one number, which the rows `with a constant` and `positions` have as others.
  private static final Set<TensorOp> CONSTANTS = EnumSet.of(TensorOp.LITERAL, TensorOp.SPLAT);

  private static void requireThatKernelsRun() {
    assumeTrue(CpuFeatures.host().has(CpuFeature.AVX512F), "not checked: this CPU has no AVX-512");
  }

  @Test
  void kernelsOfSomeLengths() throws Exception {
    requireThatKernelsRun();
    LengthCampaign.Report report = LengthCampaign.run(SOME, "");
    assertEquals(List.of(), report.strays());
    assertEquals(List.of(), report.wrong());
    assertTrue(report.cases() > 4 * 120, () -> "only " + report.cases());
  }

  @Test
  void everyOperationHasAKindOrNoKernel() {
    EnumSet<TensorOp> left = EnumSet.allOf(TensorOp.class);
    left.removeAll(SEVERAL);
    left.removeAll(CONSTANTS);
    for (LengthKind kind : LengthKinds.ALL) {
      kind.operationNames().forEach(name -> left.remove(Op.parse("tensor." + name)));
    }
    for (LengthKind kind : LengthKinds.WITHOUT) {
      kind.operationNames().forEach(name -> left.remove(Op.parse("tensor." + name)));
      if (Kernelize.kernel("k", kind.function(17)) instanceof Kernelize.Outcome.Made) {
        fail("there is a kernel of " + kind);
      }
    }
    assertEquals(EnumSet.noneOf(TensorOp.class), left);
  }

  @Test
  void aStrayAccessIsFoundAndSaidWhere() throws Exception {
    requireThatKernelsRun();
    LengthCampaign.Report report = LengthCampaign.run(Planted.class.getName(), List.of());
    assertEquals(
        List.of("0 planted: SIGSEGV 0 bytes behind the end of buffer 0 of 12 bytes"),
        report.strays());
    assertEquals(List.of("went on from 1"), report.sums());
  }

  /// Reads behind a buffer of twelve bytes.
  static final class Planted {
    public static void main(String[] args) throws Throwable {
      if (!args[0].equals("0")) {
        System.out.println("went on from " + args[0]);
        return;
      }
      try (GuardedMemory memory = new GuardedMemory();
          CodePool pool = CodePool.open()) {
        MemorySegment buffer = memory.allocate(12, true);
        System.out.printf("%s0 planted; %x+c%n", LengthRun.AT, buffer.address());
        Assembler asm = new Assembler();
        asm.emit(Base.MOV, Gpr.RAX, Mem.of(64, Gpr.RDI, 12));
        asm.emit(Base.RET);
        Kernel kernel = pool.install(asm.finish().bytes());
        NativeCall.of(Signature.ofVoid(Word.LONG), CallMode.PLAIN)
            .to(kernel)
            .invokeExact(buffer.address());
      }
    }
  }
}
