func.func @twice(%value: f32) -> f32 {
  %y = arith.addf %value, %val : f32
  return %y : f32
}
