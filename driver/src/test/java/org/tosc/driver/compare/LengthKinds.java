package org.tosc.driver.compare;

import java.util.List;

/// Kinds of kernels, with each operation that kernels have, and each way in which loops of lowered
/// kernels can end: columns, rows, sums and tiles with a rest.
final class LengthKinds {
  private LengthKinds() {}

  private static final String ELEMENT_BY_ELEMENT =
      """
      add | n n | n | add(%0, %1) | whole
      sub | n n | n | sub(%0, %1) | whole
      mul | n n | n | mul(%0, %1) | whole
      div | n n | n | div(%0, %1) | positive
      min | n n | n | min(%0, %1) | whole
      max | n n | n | max(%0, %1) | whole
      eq | n n n | n | eq(%0, %1); where(%3, %0, %2) | whole
      ne | n n n | n | ne(%0, %1); where(%3, %0, %2) | whole
      lt | n n n | n | lt(%0, %1); where(%3, %0, %2) | whole
      le | n n n | n | le(%0, %1); where(%3, %0, %2) | whole
      gt | n n n | n | gt(%0, %1); where(%3, %0, %2) | whole
      ge | n n n | n | ge(%0, %1); where(%3, %0, %2) | whole
      neg | n | n | neg(%0) | whole
      abs | n | n | abs(%0) | whole
      floor | n | n | floor(%0) | whole
      ceil | n | n | ceil(%0) | whole
      relu | n | n | relu(%0) | whole
      clip | n | n | clip(%0) {max = 1.0, min = -0.5} |
      clip from below | n | n | clip(%0) {min = -0.5} |
      exp | n | n | exp(%0) |
      log | n | n | log(%0) | positive
      sqrt | n | n | sqrt(%0) | positive
      rsqrt | n | n | rsqrt(%0) | positive
      sin | n | n | sin(%0) |
      cos | n | n | cos(%0) |
      tanh | n | n | tanh(%0) |
      erf | n | n | erf(%0) |
      sigmoid | n | n | sigmoid(%0) |
      silu | n | n | silu(%0) |
      gelu | n | n | gelu(%0) |
      gelu with erf | n | n | gelu(%0) {approximate = "none"} |
      silu and product | n n | n | silu(%0); mul(%2, %1) |
      rows with a row and a column | 4x1xn 5x1 n | 4x5xn | mul(%0, %1); sub(%3, %2) | whole
      chain with broadcasts | 4x1xn 5x1 n | 4x5xn | mul(%0, %1); sub(%3, %2); silu(%4); gt(%5, %2); where(%6, %5, %3) |
      columns with a row and a column | nx5 nx1 5 | nx5 | mul(%0, %1); add(%3, %2) | whole
      columns of one | nx1 1x3 | nx3 | mul(%0, %1) | whole
      by a number | n . | n | mul(%0, %1); add(%2, %1) | whole
      with a constant | n | n | full {dtype = type f32, shape = [], value = 3.0}; mul(%0, %1) | whole
      two results | 3xn n | 3xn 3xn | add(%0, %1); mul(%0, %1) | whole
      three rows | 3xn 3xn | 3xn | add(%0, %1) | whole
      """;

  private static final String NARROW =
      """
      from f16 | n:f16 | n | cast(%0) {dtype = type f32} | whole
      from bf16 | n:bf16 | n | cast(%0) {dtype = type f32} | whole
      to f16 | n | n:f16 | cast(%0) {dtype = type f16} | whole
      to bf16 | n | n:bf16 | cast(%0) {dtype = type bf16} | whole
      f16 to bf16 | n:f16 | n:bf16 | cast(%0) {dtype = type f32}; cast(%1) {dtype = type bf16} | whole
      chain in f16 | 3xn:f16 n:f16 3x1:f16 | 3xn:f16 | mul(%0, %1); add(%3, %2); relu(%4) | whole
      chain in bf16 | 3xn:bf16 n:bf16 | 3xn:bf16 | mul(%0, %1); sub(%2, %0) | whole
      gelu in bf16 | n:bf16 | n:bf16 | gelu(%0) |
      from i8 with a scale | 3xn:i8 . | 3xn | dequantize(%0, %1) | whole
      from i8 | n:i8 | n | cast(%0) {dtype = type f32} | whole
      from q8_0 | 3xn:q8_0 | 3xn | dequantize(%0) | by32
      from q4_0 | 3xn:q4_0 | 3xn | dequantize(%0) | by32
      rows of q8_0 | nx64:q8_0 nx1 | nx64 | dequantize(%0); mul(%2, %1) |
      rows of q4_0 | nx64:q4_0 nx1 | nx64 | dequantize(%0); mul(%2, %1) |
      layernorm in f16 | 3xn:f16 n:f16 n:f16 | 3xn:f16 | layernorm(%0, %1, %2) |
      softmax in bf16 | 3xn:bf16 | 3xn:bf16 | softmax(%0) |
      """;

  private static final String REDUCTIONS =
      """
      sum of rows | 3xn | 3 | reduce_sum(%0) {axis = [1]} | whole
      sum of columns | nx5 | 5 | reduce_sum(%0) {axis = [0]} | whole
      sum of many columns | 5xn | n | reduce_sum(%0) {axis = [0]} | whole
      sum of all | 3xn | . | reduce_sum(%0) | whole
      sum in the middle | 2xnx5 | 2x5 | reduce_sum(%0) {axis = [1]} | whole
      sums of short rows | nx5 | n | reduce_sum(%0) {axis = [1]} | whole
      max of rows | 3xn | 3 | reduce_max(%0) {axis = [1]} | whole
      max of columns | nx5 | 5 | reduce_max(%0) {axis = [0]} | whole
      max of many columns | 5xn | n | reduce_max(%0) {axis = [0]} | whole
      min of rows | 3xn | 3x1 | reduce_min(%0) {axis = [1], keepdims = true} | whole
      min of all | 3xn | . | reduce_min(%0) | whole
      product of rows | 3xn | 3 | reduce_prod(%0) {axis = [1]} |
      mean of rows | 3xn | 3 | reduce_mean(%0) {axis = [1]} |
      mean of columns | nx5 | 5 | reduce_mean(%0) {axis = [0]} |
      norm of rows | 3xn | 3 | norm(%0) {axis = [1]} |
      norm of many columns | 5xn | n | norm(%0) {axis = [0]} |
      sum of f16 | 3xn:f16 | 3:f16 | reduce_sum(%0) {axis = [1]} |
      sum of a chain | 3xn n | 3 | mul(%0, %1); abs(%2); reduce_sum(%3) {axis = [1]} | whole
      rows by their sum | 3xn | 3xn | abs(%0); reduce_sum(%1) {axis = [1], keepdims = true}; full {dtype = type f32, shape = [], value = 1.0}; add(%2, %3); div(%0, %4) |
      softmax | 3xn | 3xn | softmax(%0) |
      softmax of columns | nx5 | nx5 | softmax(%0) {axis = 0} |
      softmax of many columns | 5xn | 5xn | softmax(%0) {axis = 0} |
      softmax of short rows | nx5 | nx5 | softmax(%0) |
      log_softmax | 3xn | 3xn | log_softmax(%0) |
      layernorm | 3xn n n | 3xn | layernorm(%0, %1, %2) |
      layernorm of short rows | nx5 5 5 | nx5 | layernorm(%0, %1, %2) |
      residual and layernorm | 3xn 3xn n n | 3xn 3xn | add(%0, %1); layernorm(%4, %2, %3); add(%4, %5) |
      rmsnorm | 3xn n | 3xn | rmsnorm(%0, %1) |
      rmsnorm of short rows | nx5 5 | nx5 | rmsnorm(%0, %1) |
      """;

  private static final String LAYOUTS =
      """
      rope | 3x2n | 3x2n | rope(%0) |
      rope of many rows | nx6 | nx6 | rope(%0) {base = 500.0, offset = 300} |
      rmsnorm and rope | 2x3x2n 2n | 2x3x2n | rmsnorm(%0, %1); rope(%2) |
      tril | 3x7xn | 3x7xn | tril(%0) {k = 1} | whole
      triu | nx9 | nx9 | triu(%0) {k = -1} | whole
      a long matrix turned | nx13 | 13xn | transpose(%0) {perm = [1, 0]} | whole
      a wide matrix turned | 13xn | nx13 | transpose(%0) {perm = [1, 0]} | whole
      turned and added | nx13 13xn | 13xn | transpose(%0) {perm = [1, 0]}; add(%2, %1) | whole
      matrices turned | 2x5xn | 2xnx5 | transpose(%0) {perm = [0, 2, 1]}; neg(%1) | whole
      f16 turned | nx13:f16 | 13xn:f16 | transpose(%0) {perm = [1, 0]} | whole
      joined in rows | 3xn 3x5 | 3xn+5 | concat(%0, %1) {axis = 1} | whole
      joined behind rows | 3x5 3xn | 3xn+5 | neg(%1); concat(%0, %2) {axis = 1} | whole
      joined in columns | nx5 2x5 | n+2x5 | concat(%0, %1) {axis = 0} | whole
      sliced rows | 3xn+2 | 3xn | slice(%0) {ends = [3, <n+1>], starts = [0, 1]} | whole
      every second | 3x2n | 3xn | slice(%0) {ends = [3, <2n>], starts = [0, 0], steps = [1, 2]} | whole
      halves swapped | 3x2n | 3x2n | slice(%0) {ends = [3, <n>], starts = [0, 0]}; slice(%0) {ends = [3, <2n>], starts = [0, <n>]}; neg(%2); concat(%3, %1) {axis = 1} | whole
      one of many | 3x4xn | 3xn | select(%0) {axis = 1, index = 2}; neg(%1) | whole
      a row repeated | n 4xn | 4xn | broadcast(%0) {shape = [4, <n>]}; add(%2, %1) | whole
      a column repeated | 4x1 | 4xn | broadcast(%0) {shape = [4, <n>]} | whole
      reshaped | 6xn | 2x3xn | neg(%0); reshape(%1) {shape = [2, 3, <n>]} | whole
      heads | nx24 | 3xnx8 | reshape(%0) {shape = [<n>, 3, 8]}; transpose(%1) {perm = [1, 0, 2]} | whole
      positions | n | n | iota {dtype = type f32, n = <n>}; add(%0, %1) | whole
      """;

  private static final String PRODUCTS =
      """
      matmul, rows | nx7 7x9 | nx9 | matmul(%0, %1) | whole
      matmul, columns | 5x7 7xn | 5xn | matmul(%0, %1) | whole
      matmul, depth | 5xn nx9 | 5x9 | matmul(%0, %1) | whole
      matmul, more rows and columns | nx33 33x70 | nx70 | matmul(%0, %1) | whole
      matmul, columns by more depth | 17x40 40xn | 17xn | matmul(%0, %1) | whole
      matmul, depth of larger tiles | 20xn nx40 | 20x40 | matmul(%0, %1) | whole
      matmul, square | nxn nxn | nxn | matmul(%0, %1) | whole to130
      matmul, bias and gelu | 5xn nx19 19 | 5x19 | matmul(%0, %1); add(%3, %2); gelu(%4) |
      matmul, bias and relu, columns | 6x20 20xn n | 6xn | matmul(%0, %1); add(%3, %2); relu(%4) | whole
      matrix by vector, rows | nx40 40 | n | matmul(%0, %1) | whole
      matrix by vector, depth | 7xn n | 7 | matmul(%0, %1) | whole
      vector by matrix, columns | 40 40xn | n | matmul(%0, %1) | whole
      vector by matrix, depth | n nx9 | 9 | matmul(%0, %1) | whole
      one row by columns | 1x40 40xn | 1xn | matmul(%0, %1) | whole
      few rows by turned weights, depth | 3xn 10xn 10 | 3x10 | transpose(%1) {perm = [1, 0]}; matmul(%0, %3); add(%4, %2) | whole
      few rows by turned weights, columns | 3x37 nx37 | 3xn | transpose(%1) {perm = [1, 0]}; matmul(%0, %2) | whole
      one row by turned weights, columns | 1x64 nx64 | 1xn | transpose(%1) {perm = [1, 0]}; matmul(%0, %2) | whole
      3072 by columns | 1x3072 3072xn | 1xn | matmul(%0, %1) | whole
      3072 by turned weights | 1x3072 nx3072 | 1xn | transpose(%1) {perm = [1, 0]}; matmul(%0, %2) | whole
      many rows by turned weights, depth | 40xn 21xn | 40x21 | transpose(%1) {perm = [1, 0]}; matmul(%0, %2) | whole
      many rows by turned weights, rows | nx17 21x17 | nx21 | transpose(%1) {perm = [1, 0]}; matmul(%0, %2) | whole
      turned rows by columns | nx15 nx20 | 15x20 | transpose(%0) {perm = [1, 0]}; matmul(%2, %1) | whole
      both turned | nx15 20xn | 15x20 | transpose(%0) {perm = [1, 0]}; transpose(%1) {perm = [1, 0]}; matmul(%2, %3) | whole
      batches, rows | 2xnx7 2x7x9 | 2xnx9 | matmul(%0, %1) | whole
      batches, columns | 2x5x7 7xn | 2x5xn | matmul(%0, %1) | whole
      batches, turned, depth | 2x5xn 2x9xn | 2x5x9 | transpose(%1) {perm = [0, 2, 1]}; matmul(%0, %2) | whole
      many batches | nx5x7 nx7x9 | nx5x9 | matmul(%0, %1) | whole
      bf16 weights, columns | 13x21 21xn:bf16 | 13xn | cast(%1) {dtype = type f32}; matmul(%0, %2) | whole
      bf16 weights, depth | 13xn nx21:bf16 | 13x21 | cast(%1) {dtype = type f32}; matmul(%0, %2) | whole
      f16 all through, depth | 3xn:f16 9xn:f16 | 3x9:f16 | transpose(%1) {perm = [1, 0]}; matmul(%0, %2) |
      bf16 rounded before, rows | nx21 21x35 | nx35 | cast(%0) {dtype = type bf16}; cast(%2) {dtype = type f32}; matmul(%3, %1) | whole
      i8 weights, depth | 3xn 9xn:i8 . | 3x9 | qmatmul(%0, %1, %2) |
      i8 weights, columns | 3x50 nx50:i8 . | 3xn | qmatmul(%0, %1, %2) |
      i8 by i8, depth | 11xn:i8 nx21:i8 | 11x21 | cast(%0) {dtype = type f32}; cast(%1) {dtype = type f32}; matmul(%2, %3) | whole
      i8 by i8, columns | 9x76:i8 76xn:i8 | 9xn | cast(%0) {dtype = type f32}; cast(%1) {dtype = type f32}; matmul(%2, %3) | whole
      i8 by i8, rows | nx64:i8 64x70:i8 | nx70 | cast(%0) {dtype = type f32}; cast(%1) {dtype = type f32}; matmul(%2, %3) | whole
      i8 by turned i8, depth | 11xn:i8 21xn:i8 | 11x21 | cast(%0) {dtype = type f32}; cast(%1) {dtype = type f32}; transpose(%3) {perm = [1, 0]}; matmul(%2, %4) | whole
      i8 by turned i8, columns | 50x64:i8 nx64:i8 n | 50xn | cast(%0) {dtype = type f32}; cast(%1) {dtype = type f32}; transpose(%4) {perm = [1, 0]}; matmul(%3, %5); add(%6, %2) | whole
      i8 by i8 with a scale and gelu, rows | nx72:i8 72x40:i8 . | nx40 | cast(%0) {dtype = type f32}; cast(%1) {dtype = type f32}; matmul(%3, %4); mul(%5, %2); gelu(%6) |
      q8_0 weights, depth | 3xn 13xn:q8_0 | 3x13 | qmatmul(%0, %1) | by32
      q8_0 weights, columns | 3x64 nx64:q8_0 | 3xn | qmatmul(%0, %1) |
      q8_0 weights, rows | nx64 13x64:q8_0 | nx13 | qmatmul(%0, %1) |
      q8_0 weights, one row | 1x64 nx64:q8_0 | 1xn | qmatmul(%0, %1) |
      q4_0 weights, depth | 3xn 13xn:q4_0 | 3x13 | qmatmul(%0, %1) | by32
      q4_0 weights, columns | 3x64 nx64:q4_0 | 3xn | qmatmul(%0, %1) |
      q4_0 weights, rows | nx64 13x64:q4_0 13 | nx13 | qmatmul(%0, %1); add(%3, %2) |
      q8_0 by q4_0, depth | 3xn:q8_0 13xn:q4_0 | 3x13 | qmatmul(%0, %1) | by32
      q8_0 by q4_0, columns | 2x128:q8_0 nx128:q4_0 n | 2xn | qmatmul(%0, %1); add(%3, %2) |
      q8_0 by q4_0, rows | nx128:q8_0 13x128:q4_0 | nx13 | qmatmul(%0, %1) |
      q8_0 by q8_0, depth | 3xn:q8_0 13xn:q8_0 | 3x13 | qmatmul(%0, %1) | by32
      q4_0 by q8_0, depth | 3xn:q4_0 13xn:q8_0 | 3x13 | qmatmul(%0, %1) | by32
      q4_0 by q4_0, columns | 2x160:q4_0 nx160:q4_0 | 2xn | qmatmul(%0, %1) |
      q8_0 by q8_0, rows | nx64:q8_0 13x64:q8_0 | nx13 | qmatmul(%0, %1) |
      q4_0 by f32, rows | nx64:q4_0 64x13 | nx13 | dequantize(%0); matmul(%2, %1) |
      q8_0 as it stands, rows | 30xn nx64:q8_0 | 30x64 | dequantize(%1); matmul(%0, %2) |
      """;

  private static final String LARGE =
      """
      attention, queries | 2xnx8 2x11x8 2x11x8 | 2xnx8 | attention(%0, %1, %2) |
      attention, keys | 2x5x8 2xnx8 2xnx12 | 2x5x12 | attention(%0, %1, %2) |
      attention, width | 5xn 9xn 9x12 | 5x12 | attention(%0, %1, %2) |
      attention, width of values | 5x8 9x8 9xn | 5xn | attention(%0, %1, %2) |
      attention, queries and keys | nx8 nx8 nx8 | nx8 | attention(%0, %1, %2) {causal = true} | to130
      causal attention, keys | 5x8 nx8 nx8 | 5x8 | attention(%0, %1, %2) {causal = true} |
      causal attention, queries | nx8 5x8 5x8 | nx8 | attention(%0, %1, %2) {causal = true} |
      attention with a mask, keys | 4x3x8 2xnx8 2xnx8 4x1xn | 4x3x8 | attention(%0, %1, %2, %3) {scale = -0.5} |
      attention of packed heads, keys | 2x3x24 2xnx12 2xnx10 | 2x3x20 | attention(%0, %1, %2) {causal = true, heads = 4, kv_heads = 2} |
      attention in bf16, keys | 2x3x8:bf16 2xnx8:bf16 2xnx8:bf16 | 2x3x8:bf16 | attention(%0, %1, %2) |
      conv2d, width | 1x4xnx3 5x3x3x3 5 | 1x4xnx5 | conv2d(%0, %1, %2) {padding = "same"} | whole
      conv2d, height | 1xnx4x3 5x3x3x3 | 1xnx4x5 | conv2d(%0, %1) {padding = "same"} | whole
      conv2d, channels | 1x4x5xn 6x3x3xn | 1x2x3x6 | conv2d(%0, %1) | whole
      conv2d, filters | 1x4x5x3 nx3x3x3 n | 1x2x3xn | conv2d(%0, %1, %2); relu(%3) | whole
      conv2d of 1 by 1 | 1x3xnx7 20x1x1x7 | 1x3xnx20 | conv2d(%0, %1); gelu(%2) |
      conv2d with strides | 1x5x2nx2 3x3x3x2 | 1x3xnx3 | conv2d(%0, %1) {padding = [1], stride = [2]} | whole
      conv2d, channels first | 1x4x6xn+1 5x2x2x4 | 1x5x3xn | conv2d(%0, %1) {layout = "nchw", stride = [2, 1]} | whole
      """;

  /// What no kernel is made of: these run as operations, wherever kernels run.
  private static final String NO_KERNEL =
      """
      pow | n n | n | pow(%0, %1) |
      mod | n n | n | mod(%0, %1) |
      floordiv | n n | n | floordiv(%0, %1) |
      and | n:i1 n:i1 | n:i1 | and(%0, %1) |
      or | n:i1 n:i1 | n:i1 | or(%0, %1) |
      xor | n:i1 n:i1 | n:i1 | xor(%0, %1) |
      not | n:i1 | n:i1 | not(%0) |
      sign | n | n | sign(%0) |
      round | n | n | round(%0) |
      any | 3xn:i1 | 3:i1 | reduce_any(%0) {axis = [1]} |
      all | 3xn:i1 | 3:i1 | reduce_all(%0) {axis = [1]} |
      argmax | 3xn | 3:i64 | argmax(%0) {axis = [1]} |
      argmin | 3xn | 3:i64 | argmin(%0) {axis = [1]} |
      cumsum | 3xn | 3xn | cumsum(%0) |
      sort | 3xn | 3xn | sort(%0) |
      dot | n n | . | dot(%0, %1) |
      outer | n 7 | nx7 | outer(%0, %1) |
      det | nxn | . | det(%0) |
      inv | nxn | nxn | inv(%0) |
      trace | nxn | . | trace(%0) |
      solve | nxn n | n | solve(%0, %1) |
      stack | n n | 2xn | stack(%0, %1) {axis = 0} |
      gather | 9xn 4:i64 | 4xn | gather(%0, %1) {axis = 0} |
      scatter_add | 4xn 4:i64 | 9xn | scatter_add(%0, %1) {size = 9} |
      embedding | 9xn 4:i64 | 4xn | embedding(%0, %1) |
      one_hot | n:i64 | nx5 | one_hot(%0) {depth = 5} |
      pool | 1x4xnx3 | 1x2xnx3 | pool(%0) {stride = [2, 1], window = [2, 1]} |
      dropout | n | n | dropout(%0) {p = 0.5, seed = 3} |
      mse_loss | 3xn 3xn | . | mse_loss(%0, %1) |
      ce_loss | 3xn 3:i64 | . | ce_loss(%0, %1) |
      quantize | 3x32:f32 | 3x32:q8_0 | quantize(%0) {format = "q8_0"} |
      collective | n | n | collective(%0) {kind = "all_reduce"} |
      eye | . | nxn | eye {dtype = type f32, n = <n>} |
      rand | . | n | rand {seed = 1, shape = [<n>]} |
      randn | . | n | randn {seed = 1, shape = [<n>]} |
      randint | . | n:i64 | randint {high = 5, low = 0, seed = 1, shape = [<n>]} |
      """;

  static final List<LengthKind> WITHOUT = NO_KERNEL.lines().map(LengthKind::parse).toList();

  static final List<LengthKind> ALL =
      (ELEMENT_BY_ELEMENT + NARROW + REDUCTIONS + LAYOUTS + PRODUCTS + LARGE)
          .lines()
          .map(LengthKind::parse)
          .toList();
}
