package org.tosc.backends.snitch.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Instructions as values; the words are those of snitch.md and of the manual's examples.
class InstructionTest {
  @Test
  void hasItsWordAndText() {
    Instruction load = Instruction.of(DoubleFloat.FLD, 10, 8, XReg.SP.number());
    assertEquals(0x00813507, load.word());
    assertEquals("fld fa0, 8(sp)", load.toString());
    assertEquals(List.of(10, 8, 2), load.operands());
    assertEquals(load, Decoder.decode(load.word()).orElseThrow());
  }

  @Test
  void aLoopCountsItsInstructions() {
    Instruction loop = Instruction.of(Streams.FREP_O, XReg.T1.number(), 24, 0, 0);
    assertEquals(23, loop.word() >>> 20);
    assertEquals("frep.o t1, 24, 0, 0", loop.toString());
  }

  @Test
  void whatIsLeftOutIsUsual() {
    assertEquals("fadd.d ft3, ft0, ft1", Instruction.of(DoubleFloat.FADD_D, 3, 0, 1).toString());
    assertEquals(
        "fadd.d ft3, ft0, ft1, rtz", Instruction.of(DoubleFloat.FADD_D, 3, 0, 1, 1).toString());
    assertEquals("lr.w a0, (a1)", Instruction.of(Atomic.LR_W, 10, 11).toString());
    assertEquals("lr.w.aqrl a0, (a1)", Instruction.of(Atomic.LR_W, 10, 11, 3).toString());
  }

  @Test
  void targetsAreRelativeOrAbsolute() {
    Instruction branch = Instruction.of(Base.BNE, 10, 0, -8);
    assertEquals("bne a0, zero, .-8", branch.toString());
    assertEquals("bne a0, zero, 0xff8", branch.at(0x1000));
    assertEquals("bne a0, zero, loop", branch.to("loop"));
  }

  @Test
  void valuesAreCheckedAtTheDoor() {
    assertThrows(IllegalArgumentException.class, () -> Instruction.of(Base.ADDI, 1, 1, 2048));
    assertThrows(IllegalArgumentException.class, () -> Instruction.of(Base.ADDI, 32, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Instruction.of(Base.BEQ, 1, 1, 3));
    assertThrows(
        IllegalArgumentException.class, () -> Instruction.of(DoubleFloat.FADD_D, 1, 1, 1, 5));
    assertThrows(IllegalArgumentException.class, () -> Instruction.of(Base.ADDI, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Instruction.of(Streams.FREP_O, 1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Instruction(Base.ADD, 0));
  }
}
