func.func @f(%a: f32) {
  return
  %0 = arith.negf %a : f32
  return
}
