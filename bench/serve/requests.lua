-- wrk script: each thread walks through the requests of TSUNAGI_BENCH_REQUESTS (one path a line) with
-- the session of TSUNAGI_BENCH_COOKIE. With TSUNAGI_BENCH_POST set, it posts contacts instead.
local cookie = os.getenv("TSUNAGI_BENCH_COOKIE")
local csrf = os.getenv("TSUNAGI_BENCH_CSRF")
local origin = os.getenv("TSUNAGI_BENCH_ORIGIN")
local post = os.getenv("TSUNAGI_BENCH_POST")
local customers = tonumber(os.getenv("TSUNAGI_BENCH_CUSTOMERS") or "1")

local paths = {}
local sent = 0
local failed = 0
local thread_number = 0
local threads = {}

function setup(thread)
    thread:set("number", thread_number)
    thread_number = thread_number + 1
    table.insert(threads, thread)
end

function init()
    for path in io.lines(os.getenv("TSUNAGI_BENCH_REQUESTS")) do
        table.insert(paths, path)
    end
    math.randomseed(number + 1)
    failures = 0
end

local function contact()
    return string.format(
        '{"customer_id":%d,"channel":"phone","direction":"inbound",' ..
        '"started_at":"2026-11-20T01:00:00.000Z","ended_at":"2026-11-20T01:05:00.000Z",' ..
        '"purpose":"usage","reason_code":"","product_id":null,"subscription_id":null,' ..
        '"order_id":null,"emotion":"neutral","offer_id":null,"offer_answer":null,' ..
        '"result":"answered","next_step":"","next_step_at":null,"note":"計測",' ..
        '"call_list_item_id":null}', math.random(1, customers))
end

function request()
    sent = sent + 1
    local headers = { ["Cookie"] = cookie }
    if not post then
        return wrk.format("GET", paths[sent % #paths + 1], headers)
    end
    headers["Content-Type"] = "application/json"
    headers["X-CSRF-Token"] = csrf
    headers["Origin"] = origin
    headers["Idempotency-Key"] = string.format("bench-%d-%d-%d", number, sent, math.random(1, 2 ^ 31))
    return wrk.format("POST", paths[1], headers, contact())
end

function response(status)
    if status >= 300 then failures = failures + 1 end
end

function done(summary, latency)
    for _, thread in ipairs(threads) do failed = failed + thread:get("failures") end
    io.write(string.format(
        '\nRESULT {"requests":%d,"failed":%d,"seconds":%.3f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f}\n',
        summary.requests, failed + summary.errors.connect + summary.errors.read + summary.errors.timeout,
        summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        latency.max / 1000))
end
