package org.tosc.backends.triton.python;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Names that Python takes: those of the source, without what could be anything but a name.
///
/// Of a name only letters, digits and underscores of ASCII are left. What Python, Triton or the
/// text around it calls something else gets a number, as does a name that is taken.
public final class Names {
  private static final Set<String> TAKEN =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield match case type _ tl triton torch range float int"
                  + " bool min max sum abs len tuple list meta device print str dict set eval exec"
                  + " self cls check")
              .split(" "));

  private static final int LONGEST = 60;

  private final Set<String> used = new HashSet<>(TAKEN);
  private final Map<Object, String> known = new HashMap<>();

  /// The name of something, the same each time.
  ///
  /// @param wanted what it would be called
  public String of(Object thing, String wanted) {
    return known.computeIfAbsent(thing, _ -> fresh(wanted));
  }

  /// A name that nothing has yet.
  public String fresh(String wanted) {
    String safe = safe(wanted);
    String name = safe;
    for (int i = 1; !used.add(name); i++) {
      name = safe + "_" + i;
    }
    return name;
  }

  /// What is left of a name; never empty, never one that begins with an underscore.
  public static String safe(String wanted) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < wanted.length() && safe.length() < LONGEST; i++) {
      char c = wanted.charAt(i);
      boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      safe.append(isPlain ? c : '_');
    }
    if (safe.isEmpty() || Character.isDigit(safe.charAt(0)) || safe.charAt(0) == '_') {
      safe.insert(0, 'v');
    }
    return safe.toString();
  }

  /// Words for a comment: one line of plain characters.
  public static String comment(String words) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      safe.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return safe.toString();
  }
}
