package org.tosc.backends.machines.x86.manual;

/// What else a row says. In the rows they stand in lower case.
public enum Trait {
  /// The LOCK prefix is allowed, with memory as destination (SDM volume 2, LOCK).
  LOCK,
  /// A string instruction that REP repeats.
  REP,
  /// A string instruction that REPE and REPNE repeat.
  REPZ,
  /// The default operand size is 64 bits (appendix A.2.5).
  D64,
  /// The operand size is 64 bits, whatever the prefixes say (appendix A.2.5).
  F64,
  /// A near branch, which BND may precede (volume 1, appendix E of 2019).
  BND,
  /// EVEX.b with registers rounds as EVEX.L'L says (volume 2, 2.7.8).
  ER,
  /// EVEX.b with registers suppresses exceptions (volume 2, 2.7.8).
  SAE,
  /// The size of a memory source cannot be read from the registers: texts name it.
  SIZED,
  /// EVEX.b with registers changes nothing, because the conversion is exact (volume 2, VCVTDQ2PD).
  IGNORED,
  /// The address has a vector of indices.
  VSIB,
  /// A gather with a mask register: the destination is none of the sources, the mask is not k0.
  GATHER,
  /// A scatter: the mask is not k0.
  SCATTER,
  /// disp8 counts bytes (volume 2, 2.7.5: tuple type Tuple1 scalar of 8 bits).
  N1,
  /// disp8 counts words.
  N2,
  /// disp8 counts doublewords.
  N4,
  /// disp8 counts quadwords.
  N8,
  /// Texts do not say the size of its memory operand.
  UNSIZED,
  /// Texts say `{vex}` because AVX-512 has the same name.
  VEXNAME,
  /// Defined by the manual, but not in this model.
  UNMODELLED
}
