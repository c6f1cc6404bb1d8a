// The operations of Triton's dialect that tosc writes, for stock tools: mlir-opt-19 --irdl-file=tt.irdl.mlir kernel.mlir
// checks how many operands and results there are, which types are the same, and which attributes there must be.
irdl.dialect @tt {
  irdl.type @ptr {
    %t = irdl.any
    irdl.parameters(%t)
  }
  irdl.operation @func {
    irdl.operands()
    irdl.results()
    %b = irdl.region
    %n = irdl.any
    %t = irdl.any
    irdl.attributes { "sym_name" = %n, "function_type" = %t }
    irdl.regions(%b)
  }
  irdl.operation @return {
    %a = irdl.any
    irdl.operands(variadic %a)
  }
  irdl.operation @get_program_id {
    %i32 = irdl.is i32
    %0 = irdl.is 0 : i32
    %1 = irdl.is 1 : i32
    %2 = irdl.is 2 : i32
    %ax = irdl.any_of(%0, %1, %2)
    irdl.attributes { "axis" = %ax }
    irdl.results(%i32)
  }
  irdl.operation @make_range {
    %t = irdl.base "!builtin.tensor"
    %v = irdl.any
    %w = irdl.any
    irdl.attributes { "start" = %v, "end" = %w }
    irdl.results(%t)
  }
  irdl.operation @splat {
    %s = irdl.any
    %t = irdl.base "!builtin.tensor"
    irdl.operands(%s)
    irdl.results(%t)
  }
  irdl.operation @addptr {
    %p = irdl.any
    %o = irdl.any
    irdl.operands(%p, %o)
    irdl.results(%p)
  }
  irdl.operation @load {
    %p = irdl.any
    %m = irdl.any
    %r = irdl.any
    %c = irdl.any
    %e = irdl.any
    irdl.operands(%p, optional %m, optional %r)
    irdl.results(%r)
    irdl.attributes { "cache" = %c, "evict" = %e }
  }
  irdl.operation @store {
    %p = irdl.any
    %v = irdl.any
    %m = irdl.any
    %c = irdl.any
    %e = irdl.any
    irdl.operands(%p, %v, optional %m)
    irdl.attributes { "cache" = %c, "evict" = %e }
  }
  irdl.operation @dot {
    %a = irdl.base "!builtin.tensor"
    %b = irdl.base "!builtin.tensor"
    %c = irdl.base "!builtin.tensor"
    %p = irdl.any
    %n = irdl.any
    irdl.operands(%a, %b, %c)
    irdl.results(%c)
    irdl.attributes { "inputPrecision" = %p, "maxNumImpreciseAcc" = %n }
  }
  irdl.operation @reduce {
    %s = irdl.base "!builtin.tensor"
    %r = irdl.any
    %ax = irdl.any
    irdl.operands(variadic %s)
    irdl.results(variadic %r)
    irdl.attributes { "axis" = %ax }
    %b = irdl.region
    irdl.regions(%b)
  }
  irdl.operation @reduce.return {
    %a = irdl.any
    irdl.operands(variadic %a)
  }
  irdl.operation @broadcast {
    %s = irdl.base "!builtin.tensor"
    %t = irdl.base "!builtin.tensor"
    irdl.operands(%s)
    irdl.results(%t)
  }
  irdl.operation @expand_dims {
    %s = irdl.base "!builtin.tensor"
    %t = irdl.base "!builtin.tensor"
    %ax = irdl.any
    irdl.operands(%s)
    irdl.results(%t)
    irdl.attributes { "axis" = %ax }
  }
  irdl.operation @trans {
    %s = irdl.base "!builtin.tensor"
    %t = irdl.base "!builtin.tensor"
    %o = irdl.any
    irdl.operands(%s)
    irdl.results(%t)
    irdl.attributes { "order" = %o }
  }
  irdl.operation @bitcast {
    %s = irdl.any
    %t = irdl.any
    irdl.operands(%s)
    irdl.results(%t)
  }
  irdl.operation @fp_to_fp {
    %s = irdl.any
    %t = irdl.any
    irdl.operands(%s)
    irdl.results(%t)
  }
  irdl.operation @precise_divf {
    %t = irdl.any
    irdl.operands(%t, %t)
    irdl.results(%t)
  }
  irdl.operation @precise_sqrt {
    %t = irdl.any
    irdl.operands(%t)
    irdl.results(%t)
  }
  irdl.operation @dot_scaled {
    %a = irdl.base "!builtin.tensor"
    %b = irdl.base "!builtin.tensor"
    %c = irdl.base "!builtin.tensor"
    %x = irdl.base "!builtin.tensor"
    %y = irdl.base "!builtin.tensor"
    %u = irdl.any
    %v = irdl.any
    %w = irdl.any
    irdl.operands(%a, %b, %c, %x, %y)
    irdl.results(%c)
    irdl.attributes { "a_elem_type" = %u, "b_elem_type" = %v, "fastMath" = %w }
  }
}
