package org.tosc.backends.machines.x86.exec;

import java.util.Set;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.manual.Encoding.Space;

/// Which accesses must be aligned (SDM volume 2, 2.4: exception classes 1, 2 and 4; volume 1,
/// 14.9): all 16 bytes of SSE but for moves that say otherwise, and the aligned moves of all
/// lengths.
final class Alignment {
  private static final Set<String> FREE =
      Set.of(
          "movups",
          "movupd",
          "movdqu",
          "lddqu",
          "pcmpistri",
          "pcmpistrm",
          "pcmpestri",
          "pcmpestrm");
  private static final Set<String> ALIGNED =
      Set.of(
          "vmovaps",
          "vmovapd",
          "vmovdqa",
          "vmovdqa32",
          "vmovdqa64",
          "vmovntps",
          "vmovntpd",
          "vmovntdq",
          "vmovntdqa");

  private Alignment() {}

  static void check(Instruction i, long address, int bytes) {
    if (bytes < 16 || (address & bytes - 1) == 0) {
      return;
    }
    String name = i.row().mnemonic();
    boolean demanded =
        i.row().encoding().space() == Space.LEGACY ? !FREE.contains(name) : ALIGNED.contains(name);
    if (demanded) {
      throw new Stop(
          Trap.Kind.ALIGNMENT,
          bytes + " bytes at 0x" + Long.toHexString(address) + ", which is no multiple of it");
    }
  }
}
