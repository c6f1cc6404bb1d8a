package org.tosc.backends.x86.cpu;

import static org.tosc.backends.x86.cpu.Cpuid.Register.EAX;
import static org.tosc.backends.x86.cpu.Cpuid.Register.EBX;
import static org.tosc.backends.x86.cpu.Cpuid.Register.ECX;
import static org.tosc.backends.x86.cpu.Cpuid.Register.EDX;

import org.tosc.backends.x86.cpu.Cpuid.Register;

/// Extensions of the instruction set that the code generator asks for: where CPUID tells of them
/// (Intel SDM volume 2A, CPUID, table "Information Returned by CPUID Instruction", leaves 01H and
/// 07H), and which registers the operating system must save for them (volume 1, "XSAVE-Supported
/// Features and State-Component Bitmaps"; bits of XCR0).
public enum CpuFeature {
  //                 leaf, subleaf, register, bit, registers to be saved, name in /proc/cpuinfo
  BMI2(7, 0, EBX, 8, Saved.NOTHING, "bmi2"),
  AVX(1, 0, ECX, 28, Saved.YMM, "avx"),
  FMA(1, 0, ECX, 12, Saved.YMM, "fma"),
  F16C(1, 0, ECX, 29, Saved.YMM, "f16c"),
  AVX2(7, 0, EBX, 5, Saved.YMM, "avx2"),
  AVX_VNNI(7, 1, EAX, 4, Saved.YMM, "avx_vnni"),
  AVX512F(7, 0, EBX, 16, Saved.ZMM, "avx512f"),
  AVX512DQ(7, 0, EBX, 17, Saved.ZMM, "avx512dq"),
  AVX512BW(7, 0, EBX, 30, Saved.ZMM, "avx512bw"),
  AVX512VL(7, 0, EBX, 31, Saved.ZMM, "avx512vl"),
  AVX512_VNNI(7, 0, ECX, 11, Saved.ZMM, "avx512_vnni"),
  AVX512_BF16(7, 1, EAX, 5, Saved.ZMM, "avx512_bf16"),
  AVX512_FP16(7, 0, EDX, 23, Saved.ZMM, "avx512_fp16"),
  /// Tiles. On Linux a process must ask once before it uses them (`arch_prctl` with
  /// `ARCH_REQ_XCOMP_PERM`; Documentation/arch/x86/xstate.rst), else the first instruction ends it:
  /// this feature says only that it may ask.
  AMX_TILE(7, 0, EDX, 24, Saved.TILES, "amx_tile"),
  AMX_INT8(7, 0, EDX, 25, Saved.TILES, "amx_int8"),
  AMX_BF16(7, 0, EDX, 22, Saved.TILES, "amx_bf16");

  private final int leaf;
  private final int subleaf;
  private final Register register;
  private final int bit;
  private final long saved;
  private final String linuxName;

  /// Bits of XCR0.
  private static final class Saved {
    /// General-purpose registers are always saved.
    static final long NOTHING = 0;

    /// SSE (1) and the upper halves of ymm (2).
    static final long YMM = 0b110;

    /// Also opmask (5), the upper halves of zmm0 to 15 (6), and zmm16 to 31 (7).
    static final long ZMM = YMM | 0b1110_0000;

    /// TILECFG (17) and TILEDATA (18).
    static final long TILES = 0b11L << 17;
  }

  CpuFeature(int leaf, int subleaf, Register register, int bit, long saved, String linuxName) {
    this.leaf = leaf;
    this.subleaf = subleaf;
    this.register = register;
    this.bit = bit;
    this.saved = saved;
    this.linuxName = linuxName;
  }

  /// Whether processor and operating system have it.
  boolean isIn(Cpuid cpu, long xcr0) {
    return (xcr0 & saved) == saved && cpu.query(leaf, subleaf).bit(register, bit);
  }

  /// Its name in `/proc/cpuinfo`.
  public String linuxName() {
    return linuxName;
  }
}
