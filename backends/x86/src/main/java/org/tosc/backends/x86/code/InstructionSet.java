package org.tosc.backends.x86.code;

import static java.util.Map.entry;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Feature;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.backends.x86.cpu.CpuFeature;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.Function;

/// The instructions that code is written in, and what follows from them: how long vectors are, how
/// many registers there are for them, and where truths of lanes are.
///
/// The levels are those of the System V ABI (x86-64 psABI 1.0, section 3.1.1, "Processor"), of
/// which code uses a part.
public enum InstructionSet {
  /// Vectors of 256 bits in 16 registers; a truth is all bits of a lane of a vector.
  AVX2(
      "x86-64-v3",
      "AVX2, FMA, F16C and BMI2",
      Machine.AVX2.asAssembled(),
      EnumSet.of(Feature.AVX, Feature.AVX2, Feature.FMA, Feature.F16C, Feature.BMI2)),

  /// Vectors of 512 bits in 32 registers; a truth is a bit of a mask register.
  AVX512(
      "x86-64-v4",
      "AVX-512 (F, BW, DQ, VL) and BMI2",
      Machine.AVX512.asAssembled(),
      more(AVX2.features, Feature.AVX512F, Feature.AVX512BW, Feature.AVX512DQ, Feature.AVX512VL)),

  /// The same with dot products of bytes, which CPUs of the level need not have.
  AVX512_VNNI(
      "x86-64-v4+vnni",
      "AVX-512 (F, BW, DQ, VL, VNNI) and BMI2",
      Machine.AVX512.withDots().asAssembled(),
      more(AVX512.features, Feature.AVX512_VNNI));

  /// What AVX-512 gave another name where it let masks in, without anything else that code uses:
  /// `vrndscaleps` rounds to whole numbers as `vroundps` does where its constant's upper half is 0
  /// (Intel SDM volume 2, VRNDSCALEPS).
  private static final Map<Opcode, Opcode> BEFORE_MASKS =
      Map.ofEntries(
          entry(VectorBits.VPANDD, VectorBits.VPAND),
          entry(VectorBits.VPANDQ, VectorBits.VPAND),
          entry(VectorBits.VPORD, VectorBits.VPOR),
          entry(VectorBits.VPORQ, VectorBits.VPOR),
          entry(VectorBits.VPXORD, VectorBits.VPXOR),
          entry(VectorBits.VPXORQ, VectorBits.VPXOR),
          entry(VectorFloat.VRNDSCALEPS, VectorFloat.VROUNDPS),
          entry(VectorFloat.VRNDSCALEPD, VectorFloat.VROUNDPD),
          entry(VectorFloat.VRNDSCALESS, VectorFloat.VROUNDSS),
          entry(VectorFloat.VRNDSCALESD, VectorFloat.VROUNDSD),
          entry(VectorShuffle.VEXTRACTF32X4, VectorShuffle.VEXTRACTF128));

  private static final int LEAST_BITS = 128;

  private final String level;
  private final String words;
  private final Machine machine;
  private final Set<Feature> features;

  InstructionSet(String level, String words, Machine machine, Set<Feature> features) {
    this.level = level;
    this.words = words;
    this.machine = machine;
    this.features = features;
  }

  private static Set<Feature> more(Set<Feature> than, Feature... features) {
    Set<Feature> all = EnumSet.copyOf(than);
    all.addAll(List.of(features));
    return all;
  }

  /// The name of the level that has it: `x86-64-v3`.
  public String level() {
    return level;
  }

  /// What a processor must have, in words.
  public String words() {
    return words;
  }

  /// The instruction set of a level; null where no code is written for one of that name.
  public static @Nullable InstructionSet ofLevel(String level) {
    return Stream.of(values()).filter(set -> set.level.equals(level)).findFirst().orElse(null);
  }

  /// The best that a processor has, and the least where it has none.
  public static InstructionSet best(CpuFeatures cpu) {
    return Stream.of(AVX512_VNNI, AVX512)
        .filter(set -> set.missing(cpu) == null)
        .findFirst()
        .orElse(AVX2);
  }

  /// What a processor lacks for it; null where it can run the code.
  public @Nullable CpuFeature missing(CpuFeatures cpu) {
    return features.stream()
        .map(f -> CpuFeature.valueOf(f.name()))
        .filter(f -> !cpu.has(f))
        .findFirst()
        .orElse(null);
  }

  Set<Feature> features() {
    return features;
  }

  /// A kernel as loops over vectors of this length; null where [Lower#lower] has none.
  ///
  /// @param threads how many may work on it together
  public @Nullable List<Function> lower(Function nests, int threads) {
    return Lower.lower(nests, machine.withThreads(threads));
  }

  /// Whether truths of lanes are in mask registers; otherwise in vectors, of as many lanes of 32
  /// bits.
  boolean hasMaskRegisters() {
    return this != AVX2;
  }

  /// Whether instructions read one element of memory for all lanes.
  boolean readsOneForAll() {
    return this != AVX2;
  }

  /// How many vector registers there are.
  int vectors() {
    return machine.registers();
  }

  /// How many `f32` a vector has.
  public int lanes() {
    return machine.lanes();
  }

  /// Where truths are.
  Bank truths() {
    return hasMaskRegisters() ? Bank.MASK : Bank.VECTOR;
  }

  /// The width of a register for the truths of so many lanes; 0 of a mask register.
  int truthBits(int lanes) {
    return hasMaskRegisters() ? 0 : vectorBits(lanes * Integer.SIZE);
  }

  /// The width of a register for a vector.
  ///
  /// @throws NoCode where no register is so wide
  int vectorBits(int bits) {
    if (bits > lanes() * Float.SIZE) {
      throw new NoCode("vectors of " + bits + " bits, of " + level);
    }
    return Math.max(bits, LEAST_BITS);
  }

  /// How an instruction is spelled that both sets have.
  Opcode spelled(Opcode opcode) {
    return this != AVX2 ? opcode : BEFORE_MASKS.getOrDefault(opcode, opcode);
  }
}
