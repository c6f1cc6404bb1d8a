package org.tosc.backends.x86.elf;

/// The C type of a parameter or result: a number, or a pointer to numbers.
///
/// @param constant whether what a pointer points to is only read
public record CType(Element element, boolean pointer, boolean constant) {
  /// Types of `stdint.h`, and those that need no header.
  public enum Element {
    INT8("int8_t"),
    INT16("int16_t"),
    INT32("int32_t"),
    INT64("int64_t"),
    UINT8("uint8_t"),
    /// Also the patterns of `f16` and `bf16`, for which C has no portable type.
    UINT16("uint16_t"),
    UINT32("uint32_t"),
    UINT64("uint64_t"),
    FLOAT("float"),
    DOUBLE("double");

    private final String text;

    Element(String text) {
      this.text = text;
    }
  }

  public CType {
    Check.that(pointer || !constant, "a number that is passed is no constant: %s", element);
  }

  public static CType of(Element element) {
    return new CType(element, false, false);
  }

  /// A pointer to what is only read.
  public static CType in(Element element) {
    return new CType(element, true, true);
  }

  /// A pointer to what is written.
  public static CType out(Element element) {
    return new CType(element, true, false);
  }

  /// In C, with a name behind it.
  String declare(String name) {
    return (constant ? "const " : "") + element.text + (pointer ? " *" : " ") + name;
  }
}
