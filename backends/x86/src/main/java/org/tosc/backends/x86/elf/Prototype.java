package org.tosc.backends.x86.elf;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A function as C sees it.
///
/// @param result empty for `void`
/// @param comment what it does, in any words
public record Prototype(
    String name, Optional<CType> result, List<Parameter> parameters, String comment) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// Of C17 and C++17, without those that begin with an underscore and a capital letter.
  private static final Set<String> KEYWORDS =
      Set.of(
          ("alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t"
                  + " char32_t class compl const const_cast constexpr continue decltype default"
                  + " delete do double dynamic_cast else enum explicit export extern false float for"
                  + " friend goto if inline int long mutable namespace new noexcept not not_eq"
                  + " nullptr operator or or_eq private protected public register reinterpret_cast"
                  + " restrict return short signed sizeof static static_assert static_cast struct"
                  + " switch template this thread_local throw true try typedef typeid typename union"
                  + " unsigned using virtual void volatile wchar_t while xor xor_eq")
              .split(" "));

  /// A parameter.
  ///
  /// @param comment what it is: its extents, say
  public record Parameter(String name, CType type, String comment) {
    public Parameter {
      checkName(name);
    }
  }

  public Prototype {
    parameters = List.copyOf(parameters);
    checkName(name);
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      Check.that(names.add(parameter.name()), "two parameters `%s`", parameter.name());
    }
  }

  /// Whether C takes a name.
  public static boolean isName(String name) {
    return IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name);
  }

  private static void checkName(String name) {
    Check.that(isName(name), "no name of C: `%s`", name);
  }
}
