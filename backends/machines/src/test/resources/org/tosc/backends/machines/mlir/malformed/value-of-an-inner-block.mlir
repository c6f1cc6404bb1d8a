func.func @f(%c: i1, %a: f32) -> f32 {
  scf.if %c {
    %0 = arith.negf %a : f32
  }
  return %0 : f32
}
