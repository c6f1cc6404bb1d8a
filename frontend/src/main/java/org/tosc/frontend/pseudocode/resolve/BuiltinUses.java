package org.tosc.frontend.pseudocode.resolve;

import java.util.Set;

/// Which built-ins leave lists alone. A name that is in no set may do anything to its arguments.
final class BuiltinUses {
  /// What neither changes its arguments nor gives back or hands on anything of them.
  private static final Set<String> LOOKING =
      Set.of(
          "len",
          "type",
          "str",
          "repr",
          "int",
          "float",
          "bool",
          "print",
          "join",
          "deep_copy",
          "deepcopy",
          "clone",
          "json_stringify",
          "tensor",
          "matrix",
          "zeros",
          "ones",
          "full",
          "eye",
          "arange",
          "rand",
          "randn",
          "param",
          "tensor_zeros",
          "tensor_ones",
          "tensor_full",
          "tensor_rand",
          "tensor_randn",
          "reshape",
          "tensor_reshape",
          "transpose",
          "permute",
          "broadcast",
          "broadcast_to",
          "split",
          "stack",
          "one_hot",
          "gather",
          "embed",
          "embedding",
          "conv2d",
          "pool",
          "sum",
          "mean",
          "prod",
          "median",
          "variance",
          "stddev",
          "argmax",
          "argmin",
          "cumsum",
          "dot",
          "outer");

  /// What hands the items of its first argument on and leaves that list as it is.
  private static final Set<String> ITEMS =
      Set.of(
          "list",
          "copy",
          "to_list",
          "reverse",
          "reversed",
          "sort",
          "sorted",
          "sort_by",
          "shuffle",
          "shuffled",
          "slice",
          "take",
          "drop",
          "chunk",
          "flatten",
          "flat",
          "unique",
          "distinct",
          "enumerate",
          "zip",
          "concat",
          "map",
          "filter",
          "each",
          "reduce",
          "flat_map",
          "group_by",
          "find_index",
          "contains",
          "includes",
          "index_of",
          "last_index_of",
          "count",
          "first",
          "last",
          "any",
          "all",
          "choice",
          "sample");

  private BuiltinUses() {}

  /// The depth of the use that a built-in of so many arguments makes of the first one.
  static int first(String builtin, int arguments) {
    // `max(a, b)` gives one of the two, `max(xs)` an item.
    boolean extreme = arguments == 1 && (builtin.equals("max") || builtin.equals("min"));
    return ITEMS.contains(builtin) || extreme ? 1 : others(builtin);
  }

  /// The depth of the use that a built-in makes of its other arguments.
  static int others(String builtin) {
    return LOOKING.contains(builtin) ? ListUses.LOOK : 0;
  }
}
