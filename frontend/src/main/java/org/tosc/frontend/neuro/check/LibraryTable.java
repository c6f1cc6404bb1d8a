package org.tosc.frontend.neuro.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tosc.frontend.neuro.typed.ScalarFn;

/// The names of the standard library and the prelude (languages.md, sections 2.3 and 2.5), each
/// with its signature.
public final class LibraryTable {
  /// The functions, with their signatures in the form of [BuiltinArguments].
  static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("device::get", "index"),
          Map.entry("device::count", ""),
          Map.entry("Tensor::alloc", "shape, dtype?, *, device?"),
          Map.entry("Tensor::zeros", "shape, dtype?, *, device?"),
          Map.entry("Tensor::ones", "shape, dtype?, *, device?"),
          Map.entry("Tensor::full", "shape, value, dtype?, *, device?"),
          Map.entry("Tensor::rand", "shape, dtype?, *, device?, seed?"),
          Map.entry("Tensor::randn", "shape, dtype?, *, device?, seed?"),
          Map.entry("Tensor::from_list", "list, dtype?, *, device?"),
          Map.entry("Tensor::load", "path, *, device?"),
          Map.entry("models::llama3::load", "path, *, device?"),
          Map.entry("assert", "condition, message?"),
          Map.entry("str", "value"),
          Map.entry("time::now", ""));

  static final Map<String, Double> CONSTANTS =
      Map.of(
          "math::pi", Math.PI,
          "math::e", Math.E,
          "math::tau", 2 * Math.PI,
          "math::inf", Double.POSITIVE_INFINITY,
          "math::nan", Double.NaN);

  static final Set<String> PRINTS = Set.of("print", "io::print");

  /// The methods of each kind of value, with their signatures.
  static final Map<String, String> TENSOR_METHODS =
      Map.of(
          "view",
          "",
          "view_mut",
          "",
          "shape",
          "",
          "dtype",
          "",
          "dim",
          "axis",
          "to",
          "device",
          "to_list",
          "",
          "save",
          "path");

  static final Map<String, String> VIEW_METHODS =
      Map.of("shape", "", "dtype", "", "dim", "axis", "transpose", "", "copy_from", "source");

  static final Map<String, String> MODEL_METHODS =
      Map.of("generate", "prompt, *, max_tokens?, temperature?, seed?");

  private LibraryTable() {}

  /// Every function and method with its signature: `full` has `shape, value, dtype?`. `?` may be
  /// left out, and what stands after `*` must be named. A method of tensors is `Tensor.shape`, one
  /// of views `View.shape`, one of models `Model.generate`.
  public static Map<String, String> signatures() {
    Map<String, String> all = new TreeMap<>(FUNCTIONS);
    all.putAll(TileCalls.SIGNATURES);
    for (ScalarFn fn : ScalarFn.values()) {
      if (fn.isNamed()) {
        all.put(fn.text(), TileCalls.signature(fn));
      }
    }
    PRINTS.forEach(name -> all.put(name, ""));
    TENSOR_METHODS.forEach((name, signature) -> all.put("Tensor." + name, signature));
    MODEL_METHODS.forEach((name, signature) -> all.put("Model." + name, signature));
    VIEW_METHODS.forEach((name, signature) -> all.put("View." + name, signature));
    return all;
  }

  /// `math::pi` and its kin.
  public static Set<String> constants() {
    return new TreeSet<>(CONSTANTS.keySet());
  }

  /// Whether the library, without what is for tiles and scalars, has this name.
  static boolean has(String name) {
    return FUNCTIONS.containsKey(name) || PRINTS.contains(name) || CONSTANTS.containsKey(name);
  }

  /// Whether `use` may give this name of the library another one: `math::exp`, `math`.
  static boolean isUsable(String name) {
    String plain = name.startsWith("math::") ? name.substring(6) : name;
    return has(name)
        || TileCalls.SIGNATURES.containsKey(plain)
        || ScalarFn.named(plain) != null
        || LibraryNames.isModule(name)
        || name.equals("Device::ALL")
        || LibraryNames.LAYOUTS.contains(name);
  }
}
