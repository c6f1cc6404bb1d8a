package org.tosc.backends.machines.x86.manual;

/// The size of an operand, fixed or by what the prefixes say.
public enum Width {
  NONE(0),
  B(1),
  W(2),
  D(4),
  Q(8),
  /// Octoword: 16 bytes.
  O(16),
  /// Thirty-two bytes.
  T(32),
  /// The operand size: 2, 4 or 8.
  V(0),
  /// The operand size, at most 4: immediates.
  Z(0),
  /// 4, or 8 with W.
  Y(0),
  /// The vector length.
  X(0),
  /// Half a vector.
  H(0),
  /// A fourth of a vector.
  F(0),
  /// An eighth of a vector.
  E(0);

  private final int fixed;

  Width(int fixed) {
    this.fixed = fixed;
  }

  /// Bytes at an operand size, a W and a vector length (bytes).
  public int bytes(int operandSize, boolean w, int vector) {
    return switch (this) {
      case NONE, B, W, D, Q, O, T -> fixed;
      case V -> operandSize;
      case Z -> Math.min(operandSize, 4);
      case Y -> w ? 8 : 4;
      case X -> vector;
      case H -> vector / 2;
      case F -> vector / 4;
      case E -> vector / 8;
    };
  }
}
