func.func @f(%a: f32) {
  %0 = arith.negf %a : f32
}
