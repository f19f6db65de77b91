-- Loads the lines of the README into Neovim, opens a template, and does with Neovim's own functions what people do with
-- their keyboards. Tells what came of each step as a line of JSON.
local function tell(name, value)
  io.stdout:write('{"name":' .. vim.fn.json_encode(name) .. ',"value":' .. vim.fn.json_encode(value) .. '}\n')
end

local function await(what, is_so)
  if not vim.wait(60000, is_so, 10) then
    error('waited in vain for ' .. what)
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
end

local function go_to(words, back)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.fn.search('\\V' .. words, 'ceW') == 0 then
    error('not there: ' .. words)
  end
  vim.cmd('normal! ' .. (back or 0) .. 'h')
end

local function until_changed(what, act)
  local tick = vim.api.nvim_buf_get_changedtick(0)
  act()
  await(what, function()
    return vim.api.nvim_buf_get_changedtick(0) ~= tick
  end)
  tell(what, text())
end

local function run()
  dofile(vim.env.HMSLINT_LINES)
  vim.cmd('edit template.yaml')
  local buffer = vim.api.nvim_get_current_buf()
  local client
  await('the server', function()
    client = (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
    return client ~= nil and client.initialized
  end)
  tell('client', client.name)

  await('diagnostics', function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  tell('diagnostics', vim.tbl_map(function(each)
    local first, last = { each.lnum, each.col }, { each.end_lnum, each.end_col }
    return { rule = each.code, message = each.message, start = first, ['end'] = last }
  end, vim.diagnostic.get(buffer)))

  go_to('student:', 2)
  vim.lsp.buf.hover()
  local shown
  await('hover', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        shown = vim.api.nvim_win_get_buf(window)
      end
    end
    return shown ~= nil
  end)
  tell('hover', table.concat(vim.api.nvim_buf_get_lines(shown, 0, -1, false), '\n'))
  vim.cmd('only')

  -- What is not offered is missing in what is told.
  if client.server_capabilities.completionProvider then
    go_to('studnt', 2)
    local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
    local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/completion', position, 60000)
    local answer = answers and answers[client.id] or {}
    if answer.result == nil then
      error('no completion: ' .. vim.inspect(answer))
    end
    tell('completion', vim.tbl_map(function(item)
      return item.label
    end, answer.result.items or answer.result))
  end

  go_to('bitrate')
  vim.ui.select = function(items, options, choose)
    local titles = vim.tbl_map(options.format_item or tostring, items)
    tell('actions', titles)
    for index, title in ipairs(titles) do
      if title:find('rename to `bitRate`', 1, true) == 1 then
        return choose(items[index], index)
      end
    end
    error('the fix is not offered')
  end
  until_changed('fix', vim.lsp.buf.code_action)

  go_to('teacher:', 1)
  until_changed('rename', function()
    vim.lsp.buf.rename('host/1')
  end)

  await('the remaining diagnostics', function()
    return #vim.diagnostic.get(buffer) == 2
  end)
  vim.lsp.stop_client(client.id)
  await('the end of the server', function()
    return vim.lsp.client_is_stopped(client.id)
  end)
  tell('stopped', true)
end

local ok, problem = xpcall(run, debug.traceback)
if not ok then
  io.stderr:write(tostring(problem) .. '\n')
  vim.cmd('cquit 1')
end
vim.cmd('qall!')
