package org.tosc.rt.tensor.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The dictionary in a `.npy` header, such as `{'descr': '<f4', 'fortran_order': False, 'shape':
/// (3, 4), }`: read by a scanner for exactly this form, never evaluated.
///
/// Source: NumPy Enhancement Proposal 1 and `numpy/lib/format.py`.
final class NpyHeader {
  private static final int MAX_RANK = 64;

  private final String file;
  private final String text;
  private final int base;
  private int at;

  private @Nullable String descr;
  private @Nullable Boolean fortran;
  private long @Nullable [] shape;

  private NpyHeader(String file, String text, int base) {
    this.file = file;
    this.text = text;
    this.base = base;
  }

  /// Reads the dictionary that stands at byte `base` of the file.
  static NpyHeader of(String file, String text, int base) {
    NpyHeader header = new NpyHeader(file, text, base);
    header.dictionary();
    return header;
  }

  String descr() {
    return present(descr, "descr");
  }

  boolean fortran() {
    return present(fortran, "fortran_order");
  }

  long[] shape() {
    return present(shape, "shape");
  }

  private <T> T present(@Nullable T value, String key) {
    if (value == null) {
      throw fault("the header lacks the key '" + key + "'");
    }
    return value;
  }

  private void dictionary() {
    expect('{');
    Set<String> seen = new HashSet<>();
    while (!accept('}')) {
      String key = string();
      if (!seen.add(key)) {
        throw fault("the header has the key '" + TensorFileFault.escaped(key) + "' twice");
      }
      expect(':');
      value(key);
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    blanks();
    if (at < text.length()) {
      throw fault("the header goes on after its dictionary");
    }
  }

  private void value(String key) {
    switch (key) {
      case "descr" -> descr = descriptor();
      case "fortran_order" -> fortran = bool();
      case "shape" -> shape = tuple();
      default ->
          throw fault("the header has an unknown key '" + TensorFileFault.escaped(key) + "'");
    }
  }

  private String descriptor() {
    blanks();
    if (at < text.length() && text.charAt(at) == '[') {
      throw fault("arrays of records are not supported, only arrays of numbers");
    }
    return string();
  }

  private boolean bool() {
    blanks();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw fault("expected True or False");
  }

  private long[] tuple() {
    expect('(');
    List<Long> sizes = new ArrayList<>();
    while (!accept(')')) {
      if (sizes.size() == MAX_RANK) {
        throw fault("an array has at most " + MAX_RANK + " axes");
      }
      sizes.add(size());
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private long size() {
    blanks();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    // Eighteen digits fit in 64 bits; Python 2 wrote long integers with an L.
    if (at == start || at - start > 18) {
      throw fault("expected a size of at most 18 digits");
    }
    long size = Long.parseLong(text, start, at, 10);
    if (at < text.length() && text.charAt(at) == 'L') {
      at++;
    }
    return size;
  }

  private String string() {
    blanks();
    char quote = at < text.length() ? text.charAt(at) : 0;
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
      throw fault("expected a quoted string");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean accept(char c) {
    blanks();
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw fault("expected `" + c + "` in the header");
    }
  }

  private TensorFileFault fault(String reason) {
    return new TensorFileFault(file, base + at, reason);
  }
}
