func.func @f(%c: i1, %a: f32) -> f32 {
  cf.cond_br %c, ^one, ^two
^one:
  %0 = arith.negf %a : f32
  cf.br ^two
^two:
  return %0 : f32
}
