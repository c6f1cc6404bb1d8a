package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;

/// An immutable string. Guest programs measure and index it in Unicode code points; equality, hash
/// and order are by code points too. A text never holds half a surrogate pair: whoever makes one
/// from foreign characters sees to that.
///
/// Repeated `s = s + x` costs amortised constant time per character: a text that is the result of a
/// concatenation and is extended again moves into a growing buffer that its extensions share. Only
/// the text that ends where the buffer ends extends it in place, so texts stay immutable.
public final class Text implements Comparable<Text> {
  private static final int BUFFER_FROM = 64;
  private static final int PIECE = 64;
  public static final Text EMPTY = new Text("");

  private static final Text[] LATIN1 = new Text[256];

  static {
    for (int i = 0; i < LATIN1.length; i++) {
      LATIN1[i] = new Text(String.valueOf((char) i));
      LATIN1[i].points = 1;
    }
  }

  // Marks texts that a concatenation made and that are flat.
  private static final Object EXTENDED = new Object();

  private final int units;
  // EXTENDED; or the TextBuffer where extensions go in place; or the Text before `number`; or null.
  private final @Nullable Object link;
  private final int number;
  private @Nullable String flat;
  private int points = -1;
  private int @Nullable [] decoded;
  private int hash;

  private Text(String flat) {
    this(flat, null);
  }

  private Text(String flat, @Nullable Object link) {
    this.flat = flat;
    this.units = flat.length();
    this.link = link;
    this.number = 0;
  }

  private Text(TextBuffer buffer, int units, int points) {
    this.link = buffer;
    this.units = units;
    this.points = points;
    this.number = 0;
  }

  // A text and a number's digits, which are not written down before they are needed: pieces that
  // are joined later never are.
  private Text(Text head, int number) {
    int digits = TextBuffer.digits(number);
    this.link = head;
    this.number = number;
    this.units = head.units + digits;
    this.points = head.length() + digits;
  }

  public static Text of(String string) {
    return string.isEmpty() ? EMPTY : new Text(string);
  }

  /// The result of a concatenation: its own extensions may share a buffer.
  public static Text ofConcatenation(String string) {
    return string.isEmpty() ? EMPTY : new Text(string, EXTENDED);
  }

  /// The text of one code point.
  public static Text ofCodePoint(int codePoint) {
    return codePoint < LATIN1.length ? LATIN1[codePoint] : new Text(Character.toString(codePoint));
  }

  /// Number of code points.
  public int length() {
    int counted = points;
    if (counted < 0) {
      counted = toString().codePointCount(0, units);
      points = counted;
    }
    return counted;
  }

  public boolean isEmpty() {
    return units == 0;
  }

  /// Whether it takes more than that many characters of UTF-16; costs nothing.
  public boolean isLongerThan(int count) {
    return units > count;
  }

  /// Whether one UTF-16 unit is one code point throughout.
  public boolean allBmp() {
    return length() == units;
  }

  /// The code point at an index of `0 .. length - 1`.
  public int codePointAt(int index) {
    return allBmp() ? unitAt(index) : decoded()[index];
  }

  /// The one-character text at a guest index; negative indexes count from the end.
  public Text at(long index) {
    int n = length();
    long at = index < 0 ? index + n : index;
    if (at < 0 || at >= n) {
      throw Errors.index("string", index, n);
    }
    return ofCodePoint(codePointAt((int) at));
  }

  /// The text between two code point indexes with `0 <= from <= to <= length`.
  public Text substring(int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    if (to - from == units) {
      return this;
    }
    if (to - from == 1) {
      return ofCodePoint(codePointAt(from));
    }
    String s = toString();
    if (allBmp()) {
      return new Text(s.substring(from, to));
    }
    int start = s.offsetByCodePoints(0, from);
    return new Text(s.substring(start, s.offsetByCodePoints(start, to - from)));
  }

  public Text concat(Text other) {
    if (other.units == 0) {
      return this;
    }
    if (units == 0) {
      return other;
    }
    int total = total(other.units);
    if (!(link instanceof TextBuffer) && isShort(total)) {
      return new Text(toString().concat(other.toString()), EXTENDED);
    }
    TextBuffer shared = bufferFor(other.units, total);
    shared.append(other.toString());
    return new Text(shared, total, length() + other.length());
  }

  /// This text and a number's digits.
  public Text concat(long tail) {
    if (!(link instanceof TextBuffer) && isShort(units)) {
      return tail == (int) tail && units <= PIECE && !(link instanceof Text)
          ? new Text(this, (int) tail)
          : new Text(toString() + tail, EXTENDED);
    }
    int digits = TextBuffer.digits(tail);
    int total = total(digits);
    TextBuffer shared = bufferFor(digits, total);
    shared.append(tail, digits);
    return new Text(shared, total, length() + digits);
  }

  /// Appends the characters to a Java builder.
  public void appendTo(StringBuilder out) {
    if (flat == null && link instanceof Text head) {
      out.append(head).append(number);
    } else {
      out.append(this);
    }
  }

  // This text's own buffer where it ends here and has room, or else a new one that begins with it.
  private TextBuffer bufferFor(int more, int total) {
    return link instanceof TextBuffer own && own.takes(units, more)
        ? own
        : new TextBuffer(toString(), total);
  }

  // Short texts, and those that no concatenation made, are cheaper without a buffer.
  private boolean isShort(int total) {
    return link == null || total < BUFFER_FROM;
  }

  private int total(int more) {
    if (units + (long) more > Integer.MAX_VALUE - 16) {
      throw Errors.of(ErrorKind.OUT_OF_MEMORY, "the string would be too long");
    }
    return units + more;
  }

  private char unitAt(int index) {
    return flat == null && link instanceof TextBuffer own
        ? own.unitAt(index)
        : toString().charAt(index);
  }

  private int[] decoded() {
    int[] all = decoded;
    if (all == null) {
      all = toString().codePoints().toArray();
      decoded = all;
    }
    return all;
  }

  /// The characters as a Java string.
  @Override
  public String toString() {
    String s = flat;
    return s != null ? s : flatten();
  }

  private String flatten() {
    String s =
        link instanceof TextBuffer own
            ? own.first(units)
            : link instanceof Text head ? head.toString() + number : "";
    flat = s;
    return s;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Text text
            && units == text.units
            && toString().equals(text.toString()));
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = toString().hashCode();
      hash = h;
    }
    return h;
  }

  /// Order by code points, which differs from the order of UTF-16 units above U+D7FF.
  @Override
  public int compareTo(Text other) {
    String a = toString();
    String b = other.toString();
    if (allBmp() && other.allBmp()) {
      return a.compareTo(b);
    }
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean sameClass = Character.isSurrogate(x) == Character.isSurrogate(y);
        return sameClass ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
