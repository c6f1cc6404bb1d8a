func.func @f(%c: i1, %a: f32) -> f32 {
  %0 = scf.if %c -> (f32) {
    scf.yield %a : f32
  }
  return %0 : f32
}
