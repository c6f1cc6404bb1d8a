package org.tosc.backends.x86.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the manual does not have is refused, with what was asked for in the message.
class RefusalTest {
  private static final Mask K1 = new Mask(1);

  private static void refuses(String message, Opcode opcode, Operand... operands) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Assembler().emit(opcode, operands));
    assertEquals(message, e.getMessage());
  }

  @Test
  void operandsOfOtherWidths() {
    refuses("no form of add takes [rax, ecx]", Base.ADD, Gpr.RAX, Gpr.RCX.as(32));
    refuses(
        "no form of vaddps takes [xmm0, ymm1, xmm2]",
        VectorFloat.VADDPS,
        Vec.xmm(0),
        Vec.ymm(1),
        Vec.xmm(2));
    refuses("no form of lea takes [al, rax]", Base.LEA, Gpr.RAX.as(8), Gpr.RAX);
    refuses("no form of vaddps takes []", VectorFloat.VADDPS);
  }

  @Test
  void constantsThatDoNotFit() {
    refuses("no form of add takes [al, 256]", Base.ADD, Gpr.RAX.as(8), Imm.of(256));
    refuses("no form of add takes [ax, 65536]", Base.ADD, Gpr.RAX.as(16), Imm.of(65536));
    refuses("no form of add takes [rax, 4294967295]", Base.ADD, Gpr.RAX, Imm.of(0xFFFF_FFFFL));
    refuses("no form of shl takes [rax, 256]", Base.SHL, Gpr.RAX, Imm.of(256));
  }

  @Test
  void registersThatVexCannotName() {
    refuses(
        "no form of vpand takes [xmm16, xmm0, xmm0]",
        VectorBits.VPAND,
        Vec.xmm(16),
        Vec.xmm(0),
        Vec.xmm(0));
    refuses("no form of addps takes [xmm16, xmm0]", SseFloat.ADDPS, Vec.xmm(16), Vec.xmm(0));
  }

  @Test
  void masks() {
    assertThrows(IllegalArgumentException.class, () -> Vec.zmm(0).masked(new Mask(0), false));
    Mem place = Mem.of(512, Gpr.RDI, 0);
    assertThrows(IllegalArgumentException.class, () -> new Masked(place, K1, true));
    assertThrows(
        IllegalArgumentException.class, () -> new Masked(Vec.zmm(0).masked(K1, false), K1, false));
    assertThrows(IllegalArgumentException.class, () -> new Masked(Gpr.RAX, K1, false));
    refuses(
        "no form of vpand takes [xmm0{k1}, xmm0, xmm0]",
        VectorBits.VPAND,
        Vec.xmm(0).masked(K1, false),
        Vec.xmm(0),
        Vec.xmm(0));
    refuses(
        "no form of vcmpps takes [k2{k1}{z}, zmm0, zmm0, 0]",
        VectorFloat.VCMPPS,
        new Masked(new Mask(2), K1, true),
        Vec.zmm(0),
        Vec.zmm(0),
        Imm.of(0));
    refuses(
        "no form of vpscatterdd takes [dword ptr [rax+zmm1*4], zmm2]",
        VectorMove.VPSCATTERDD,
        Mem.of(32, Gpr.RAX, Vec.zmm(1), 4, 0),
        Vec.zmm(2));
  }

  @Test
  void roundingWithMemoryOrOtherLengths() {
    Mem place = Mem.of(512, Gpr.RDI, 0);
    refuses(
        "no form of vaddps takes [zmm0, zmm1, zmmword ptr [rdi], {rn-sae}]",
        VectorFloat.VADDPS,
        Vec.zmm(0),
        Vec.zmm(1),
        place,
        Rounding.NEAREST);
    refuses(
        "no form of vaddps takes [ymm0, ymm1, ymm2, {rn-sae}]",
        VectorFloat.VADDPS,
        Vec.ymm(0),
        Vec.ymm(1),
        Vec.ymm(2),
        Rounding.NEAREST);
    refuses(
        "no form of vmaxps takes [zmm0, zmm1, zmm2, {rn-sae}]",
        VectorFloat.VMAXPS,
        Vec.zmm(0),
        Vec.zmm(1),
        Vec.zmm(2),
        Rounding.NEAREST);
  }

  @Test
  void gathersIntoTheirIndexesOrMasks() {
    Mem place = Mem.of(32, Gpr.RAX, Vec.ymm(1), 4, 0);
    String message = "two registers are the same that must differ";
    Opcode gather = VectorMove.VGATHERDPS;
    refuses(message, gather, Vec.ymm(1).masked(K1, false), place);
    refuses(message, gather, Vec.ymm(1), place, Vec.ymm(2));
    refuses(message, gather, Vec.ymm(2), place, Vec.ymm(2));
    refuses(message, gather, Vec.ymm(2), place, Vec.ymm(1));
  }

  @Test
  void tiles() {
    Tile t = new Tile(1);
    String message = "two registers are the same that must differ";
    refuses(message, TileOp.TDPBF16PS, t, new Tile(2), t);
    refuses(message, TileOp.TDPBF16PS, t, t, new Tile(2));
    refuses(message, TileOp.TDPBF16PS, new Tile(2), t, t);
    Assembler asm = new Assembler();
    Mem place = Mem.at(64, asm.here());
    assertThrows(IllegalArgumentException.class, () -> asm.emit(TileOp.TILELOADD, t, place));
    assertThrows(IllegalArgumentException.class, () -> new Tile(8));
  }

  @Test
  void whatTheCpuHasNot() {
    Assembler asm = new Assembler(Set.of(Feature.AVX, Feature.AVX2, Feature.FMA));
    asm.emit(VectorBits.VPXOR, Vec.ymm(0), Vec.ymm(1), Vec.ymm(2));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> asm.emit(VectorFloat.VADDPS, Vec.zmm(0), Vec.zmm(1), Vec.zmm(2)));
    assertEquals("vaddps zmm0, zmm1, zmm2 needs a CPU with [AVX512F]", e.getMessage());
  }

  @Test
  void broadcastsOfOtherElements() {
    refuses(
        "no form of vaddps takes [zmm0, zmm1, qword ptr [rdi]{1toN}]",
        VectorFloat.VADDPS,
        Vec.zmm(0),
        Vec.zmm(1),
        Mem.of(64, Gpr.RDI, 0).broadcast());
  }

  @Test
  void addresses() {
    assertThrows(IllegalArgumentException.class, () -> Mem.of(64, Gpr.RAX.as(32), 0));
    assertThrows(IllegalArgumentException.class, () -> Mem.of(64, Gpr.RAX, Gpr.RSP, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Mem.of(64, Gpr.RAX, Gpr.RCX, 3, 0));
  }

  @Test
  void labelsWhereThereAreNone() {
    Assembler asm = new Assembler();
    Label label = asm.here();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> asm.emit(Base.NEG, label));
    assertEquals("no form of neg takes [.L0]", e.getMessage());
  }
}
